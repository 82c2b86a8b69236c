/** Calls of KKP's API about a cluster that only KKP's clients make. */
@NullMarked
package org.clustershare.cluster.kkp;

import org.jspecify.annotations.NullMarked;
