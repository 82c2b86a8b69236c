/** Kubeconfigs, and the store of those that wait for download. */
@NullMarked
package org.clustershare.sharing.download;

import org.jspecify.annotations.NullMarked;
