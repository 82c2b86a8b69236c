/** Client of the clusters' API servers. */
@NullMarked
package org.clustershare.kubernetes;

import org.jspecify.annotations.NullMarked;
