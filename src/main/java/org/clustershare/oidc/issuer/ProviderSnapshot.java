package org.clustershare.oidc.issuer;

import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;

/**
 * What the issuer said of itself.
 *
 * @param metadata its discovery document
 * @param keys the keys with which it signs
 */
public record ProviderSnapshot(OIDCProviderMetadata metadata, IssuerKeys keys) {}
