/** Cluster Share's own account in a cluster: the rights that it needs, and its manifests. */
@NullMarked
package org.clustershare.cluster.account;

import org.jspecify.annotations.NullMarked;
