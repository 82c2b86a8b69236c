package org.clustershare.oidc.client;

import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.clustershare.oidc.settings.SignInSettings;

/**
 * Scopes of authorization requests: those of the settings, or those that the provider announces,
 * because some providers refuse others. If a provider announces none, the usual ones are requested.
 */
final class Scopes {
  private static final String OFFLINE_ACCESS = "offline_access";

  private final SignInSettings settings;

  Scopes(SignInSettings settings) {
    this.settings = settings;
  }

  /** Scopes for a sign-in: the person's identity, with email and groups. */
  Set<String> identity(OIDCProviderMetadata provider) {
    if (!settings.scopes().isEmpty()) {
      return new LinkedHashSet<>(settings.scopes());
    }
    var scopes = new LinkedHashSet<>(List.of("openid", "email"));
    if (provider.getScopes() != null && announces(provider, "profile")) {
      scopes.add("profile");
    }
    if (announces(provider, "groups")) {
      scopes.add("groups");
    }
    return scopes;
  }

  /** Whether the scope offline_access requests a refresh token. */
  boolean offlineAccessAsScope(OIDCProviderMetadata provider) {
    return settings
        .offlineAccessAsScope()
        .orElseGet(() -> provider.getScopes() != null && announces(provider, OFFLINE_ACCESS));
  }

  /** Scopes that a kubectl plugin requests beside openid. */
  Set<String> plugin(OIDCProviderMetadata provider) {
    var scopes = identity(provider);
    scopes.removeAll(Set.of("openid", "profile"));
    if (settings.offlineAccessAsScope().orElse(announces(provider, OFFLINE_ACCESS))) {
      scopes.add(OFFLINE_ACCESS);
    }
    return scopes;
  }

  private static boolean announces(OIDCProviderMetadata provider, String scope) {
    return provider.getScopes() == null || provider.getScopes().contains(scope);
  }
}
