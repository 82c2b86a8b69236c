/** Adding, finding and removing clusters; reading kubeconfigs; sealing credentials. */
@NullMarked
package org.clustershare.cluster.control;

import org.jspecify.annotations.NullMarked;
