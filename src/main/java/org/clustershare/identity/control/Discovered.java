package org.clustershare.identity.control;

import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;

/**
 * What the issuer said of itself.
 *
 * @param metadata its discovery document
 * @param keys the keys with which it signs
 */
record Discovered(OIDCProviderMetadata metadata, IssuerKeys keys) {}
