package org.clustershare.startup;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The settings without which the product does not start, and no others. */
final class SmallestSettings {
  static final String HEX_32 = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

  private static final String KEY = "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  /** The values by name, for a test to change. */
  final Map<String, String> values = new HashMap<>();

  SmallestSettings() {
    values.put("oidc-issuer-url", "https://dex.example.com/dex");
    values.put("oidc-issuer-redirect-uri", "https://share.example.com/api/v1/kubeconfig");
    values.put("oidc-issuer-client-id", "cluster-share");
    values.put("oidc-issuer-cookie-hash-key", HEX_32);
    values.put("encryption-keys", KEY);
    values.put("oidc-issuer-client-secret", "secret");
    values.put("admins", "admin@example.com");
  }

  /** Reads them as at the start of the product. */
  Settings read() {
    return new SettingsReader(key -> Optional.ofNullable(values.get(key))).read();
  }
}
