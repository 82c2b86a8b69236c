package org.clustershare.roles.plan;

import java.util.Map;
import java.util.Optional;
import org.clustershare.startup.Settings;
import org.clustershare.startup.SettingsReader;

/** The default roles of an installation with the smallest settings. */
public final class Desired {
  private static final Map<String, String> SMALLEST =
      Map.of(
          "admins", "admin@example.com",
          "oidc-issuer-url", "https://dex.example.com/dex",
          "oidc-issuer-redirect-uri", "https://share.example.com/api/v1/kubeconfig",
          "oidc-issuer-client-id", "cluster-share",
          "oidc-issuer-cookie-hash-key", "0123456789abcdefghijklmnopqrstuv",
          "encryption-keys", "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

  private Desired() {}

  public static DefaultRoles bundled() {
    return DefaultRoles.of(settings().roles());
  }

  private static Settings settings() {
    return new SettingsReader(key -> Optional.ofNullable(SMALLEST.get(key))).read();
  }
}
