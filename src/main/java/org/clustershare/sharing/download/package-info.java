/** Kubeconfigs, and those that wait to be downloaded. */
@NullMarked
package org.clustershare.sharing.download;

import org.jspecify.annotations.NullMarked;
