package org.clustershare.oidc.client;

import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.clustershare.oidc.settings.SignInSettings;

/**
 * Which scopes are asked for: those that the provider announces, because some refuse others; the
 * usual ones of a provider that announces none; or those of the settings.
 */
final class Scopes {
  private static final String OFFLINE_ACCESS = "offline_access";

  private final SignInSettings settings;

  Scopes(SignInSettings settings) {
    this.settings = settings;
  }

  /** For a sign-in: who somebody is, with email and groups. */
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

  /** Whether a refresh token is asked for with the scope offline_access. */
  boolean offlineAccessAsScope(OIDCProviderMetadata provider) {
    return settings
        .offlineAccessAsScope()
        .orElseGet(() -> provider.getScopes() != null && announces(provider, OFFLINE_ACCESS));
  }

  /** What a kubectl plugin asks for beside openid. */
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
