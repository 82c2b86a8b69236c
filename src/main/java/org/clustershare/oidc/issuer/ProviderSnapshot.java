package org.clustershare.oidc.issuer;

import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;

/**
 * The issuer's metadata and keys, as of its last answer.
 *
 * @param metadata the issuer's discovery document
 * @param keys the keys with which the issuer signs
 */
public record ProviderSnapshot(OIDCProviderMetadata metadata, IssuerKeys keys) {}
