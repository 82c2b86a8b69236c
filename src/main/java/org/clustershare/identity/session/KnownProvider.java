package org.clustershare.identity.session;

import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import org.pac4j.oidc.config.OidcConfiguration;
import org.pac4j.oidc.metadata.OidcOpMetadataResolver;

/**
 * Metadata resolver that gives pac4j the metadata that Cluster Share already has. pac4j's own
 * resolver requests it at each sign-in, without Cluster Share's limits.
 */
final class KnownProvider extends OidcOpMetadataResolver {
  private final OIDCProviderMetadata metadata;

  private KnownProvider(OidcConfiguration configuration, OIDCProviderMetadata metadata) {
    super(configuration);
    this.metadata = metadata;
  }

  static KnownProvider of(OidcConfiguration configuration, OIDCProviderMetadata metadata) {
    var resolver = new KnownProvider(configuration, metadata);
    resolver.init();
    return resolver;
  }

  /**
   * Loads no client authentication and no token validator: pac4j handles neither codes nor tokens.
   */
  @Override
  protected void internalLoad() {
    loaded = metadata;
  }

  @Override
  public boolean hasChanged() {
    return false;
  }
}
