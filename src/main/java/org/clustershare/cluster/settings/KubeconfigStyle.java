package org.clustershare.cluster.settings;

import java.util.Arrays;
import java.util.Optional;

/** The way in which kubectl gets the recipient's tokens. */
public enum KubeconfigStyle {
  /** The plugin kubelogin signs in through the browser; the file holds no token. */
  EXEC("exec"),
  /** The tokens are in the file and kubectl refreshes them itself. */
  AUTH_PROVIDER("auth-provider");

  private final String key;

  KubeconfigStyle(String key) {
    this.key = key;
  }

  /** The name in the setting {@code kubeconfig-styles} and in addresses. */
  public String key() {
    return key;
  }

  public static Optional<KubeconfigStyle> of(String key) {
    return Arrays.stream(values()).filter(style -> style.key.equals(key)).findFirst();
  }
}
