/** Reconciliation of a cluster's default roles: executes plans, and cleans up a removed cluster. */
@NullMarked
package org.clustershare.roles.apply;

import org.jspecify.annotations.NullMarked;
