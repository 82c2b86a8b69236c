/** Trust checks: whether a cluster's API server accepts the issuer's tokens, and if not, why. */
@NullMarked
package org.clustershare.trust.check;

import org.jspecify.annotations.NullMarked;
