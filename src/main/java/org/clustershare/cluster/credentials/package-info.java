/** Sealed credentials: encrypted at rest, bound to their cluster. */
@NullMarked
package org.clustershare.cluster.credentials;

import org.jspecify.annotations.NullMarked;
