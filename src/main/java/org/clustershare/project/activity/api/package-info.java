/** A project's activity over HTTP. */
@NullMarked
package org.clustershare.project.activity.api;

import org.jspecify.annotations.NullMarked;
