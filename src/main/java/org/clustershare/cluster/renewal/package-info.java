/** Renewal of the client certificate with which Cluster Share reaches a cluster. */
@NullMarked
package org.clustershare.cluster.renewal;

import org.jspecify.annotations.NullMarked;
