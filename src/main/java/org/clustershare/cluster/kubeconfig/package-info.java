/** Uploaded kubeconfig files, read within limits. */
@NullMarked
package org.clustershare.cluster.kubeconfig;

import org.jspecify.annotations.NullMarked;
