/** The Kubernetes adapter: the only place that speaks to a cluster's API server. */
@NullMarked
package org.clustershare.cluster.kubernetes;

import org.jspecify.annotations.NullMarked;
