/** The status of a cluster's default roles: conditions, drift and repairs. */
@NullMarked
package org.clustershare.roles.status;

import org.jspecify.annotations.NullMarked;
