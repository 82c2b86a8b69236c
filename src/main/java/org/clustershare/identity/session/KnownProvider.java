package org.clustershare.identity.session;

import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import org.pac4j.oidc.config.OidcConfiguration;
import org.pac4j.oidc.metadata.OidcOpMetadataResolver;

/**
 * Tells pac4j what we know of the provider already. Its own resolver asks the provider at each
 * sign-in, without our limits.
 */
final class KnownProvider extends OidcOpMetadataResolver {
  private final OIDCProviderMetadata metadata;

  private KnownProvider(OidcConfiguration configuration, OIDCProviderMetadata metadata) {
    super(configuration);
    this.metadata = metadata;
  }

  static KnownProvider of(OidcConfiguration configuration, OIDCProviderMetadata metadata) {
    var known = new KnownProvider(configuration, metadata);
    known.init();
    return known;
  }

  /** No client authentication and no token validator: codes and tokens are not pac4j's matter. */
  @Override
  protected void internalLoad() {
    loaded = metadata;
  }

  @Override
  public boolean hasChanged() {
    return false;
  }
}
