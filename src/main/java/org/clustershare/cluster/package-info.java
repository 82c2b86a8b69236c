/** Clusters, and the way to their API servers for those who may use them. */
@NullMarked
package org.clustershare.cluster;

import org.jspecify.annotations.NullMarked;
