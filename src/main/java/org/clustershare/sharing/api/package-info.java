/** Resources for shares and for the download of kubeconfigs. */
@NullMarked
package org.clustershare.sharing.api;

import org.jspecify.annotations.NullMarked;
