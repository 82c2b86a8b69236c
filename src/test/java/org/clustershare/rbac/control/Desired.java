package org.clustershare.rbac.control;

import java.util.Map;
import java.util.Optional;
import org.clustershare.platform.settings.Settings;
import org.clustershare.platform.settings.SettingsReader;

/** The default roles of an installation with the smallest settings. */
final class Desired {
  private static final Map<String, String> SMALLEST =
      Map.of(
          "admins", "admin@example.com",
          "oidc-issuer-url", "https://dex.example.com/dex",
          "oidc-issuer-redirect-uri", "https://share.example.com/api/v1/kubeconfig",
          "oidc-issuer-client-id", "cluster-share",
          "oidc-issuer-cookie-hash-key", "0123456789abcdefghijklmnopqrstuv",
          "encryption-keys", "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

  private Desired() {}

  static DefaultRoles bundled() {
    return DefaultRoles.of(settings().roles());
  }

  private static Settings settings() {
    return new SettingsReader(key -> Optional.ofNullable(SMALLEST.get(key))).read();
  }
}
