/** Decides which instance runs which task at which cluster, when, and in which thread. */
@NullMarked
package org.clustershare.fleet;

import org.jspecify.annotations.NullMarked;
