/** Reading uploaded kubeconfigs, which are hostile until shown to be harmless. */
@NullMarked
package org.clustershare.cluster.kubeconfig;

import org.jspecify.annotations.NullMarked;
