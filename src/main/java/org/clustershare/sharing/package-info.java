/** Shares of clusters and their links. */
@NullMarked
package org.clustershare.sharing;

import org.jspecify.annotations.NullMarked;
