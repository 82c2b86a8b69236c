package org.clustershare.platform.config;

import java.util.Arrays;
import java.util.Optional;

/**
 * Switch for a part of the product that is off until the setting {@code feature-gates} turns it on.
 */
public enum FeatureGate {
  /** Share links, the delegated OIDC exchange and {@code /api/v1/kubeconfig}. */
  OIDC_KUBE_CFG_ENDPOINT("OIDCKubeCfgEndpoint"),
  /** Trust checks, and set-up guides for API servers. */
  OPEN_ID_AUTH_PLUGIN("OpenIDAuthPlugin");

  private final String key;

  FeatureGate(String key) {
    this.key = key;
  }

  /**
   * The name in the setting {@code feature-gates}, spelled like the gates of Kubernetes components.
   */
  public String key() {
    return key;
  }

  public static Optional<FeatureGate> of(String key) {
    return Arrays.stream(values()).filter(gate -> gate.key.equals(key)).findFirst();
  }
}
