/**
 * What an issuer publishes: its metadata (OpenID Connect Discovery 1.0) and its keys (RFC 7517).
 */
@NullMarked
package org.clustershare.oidc.issuer;

import org.jspecify.annotations.NullMarked;
