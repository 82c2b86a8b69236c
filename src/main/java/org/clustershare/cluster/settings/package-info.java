/** Settings for clusters and for the kubeconfigs that people download. */
@NullMarked
package org.clustershare.cluster.settings;

import org.jspecify.annotations.NullMarked;
