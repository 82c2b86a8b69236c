/** The metadata (OpenID Connect Discovery 1.0) and the keys (RFC 7517) of an issuer. */
@NullMarked
package org.clustershare.oidc.issuer;

import org.jspecify.annotations.NullMarked;
