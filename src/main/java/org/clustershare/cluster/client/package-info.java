/** A cluster's own client at an issuer. */
@NullMarked
package org.clustershare.cluster.client;

import org.jspecify.annotations.NullMarked;
