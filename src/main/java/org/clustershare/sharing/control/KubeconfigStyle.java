package org.clustershare.sharing.control;

/** How kubectl gets the recipient's tokens. */
public enum KubeconfigStyle {
  /** The tokens are in the file and kubectl refreshes them itself. */
  AUTH_PROVIDER,
  /** The plugin kubelogin signs in through the browser; the file holds no token. */
  EXEC
}
