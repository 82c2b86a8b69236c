/** Reconciling of a cluster's default roles: carries out plans and cleans up. */
@NullMarked
package org.clustershare.roles.apply;

import org.jspecify.annotations.NullMarked;
