/** Settings for administrators, creators of projects and quotas. */
@NullMarked
package org.clustershare.project.settings;

import org.jspecify.annotations.NullMarked;
