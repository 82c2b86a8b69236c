package org.clustershare.platform.config;

import java.util.Arrays;
import java.util.Optional;

/** A part of the product that stays closed until {@code feature-gates} opens it. */
public enum FeatureGate {
  /** Share links, the delegated OIDC exchange and {@code /api/v1/kubeconfig}. */
  OIDC_KUBE_CFG_ENDPOINT("OIDCKubeCfgEndpoint"),
  /** Help with setting up API servers for the issuer. */
  OPEN_ID_AUTH_PLUGIN("OpenIDAuthPlugin");

  private final String key;

  FeatureGate(String key) {
    this.key = key;
  }

  /** The gate's name in the setting {@code feature-gates}, as Kubernetes components spell gates. */
  public String key() {
    return key;
  }

  public static Optional<FeatureGate> of(String key) {
    return Arrays.stream(values()).filter(gate -> gate.key.equals(key)).findFirst();
  }
}
