/** Settings for default roles: role files, mode and interval. */
@NullMarked
package org.clustershare.roles.settings;

import org.jspecify.annotations.NullMarked;
