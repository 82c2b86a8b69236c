package org.clustershare.cluster.client;

import java.util.Optional;
import org.clustershare.platform.crypto.Secret;

/** What is to become of a cluster's own OIDC client. */
public sealed interface ClientChange {
  /** The cluster has none any more, and trusts the installation's. */
  record Remove() implements ClientChange {}

  /**
   * It gets one, or another one.
   *
   * @param issuerUrl who registered it; empty text for the installation's issuer
   * @param clientId its id there
   * @param secret what is said of its secret
   * @param kubeloginClientId the public client that kubectl plugins use in its place
   */
  record Use(
      String issuerUrl, String clientId, SecretChange secret, Optional<String> kubeloginClientId)
      implements ClientChange {}

  /** What is to become of the secret. */
  sealed interface SecretChange {
    /** It stays while issuer and client are the same; another client has none. */
    record Keep() implements SecretChange {}

    /** A public client has none. */
    record None() implements SecretChange {}

    /** A new one. */
    record Replace(Secret secret) implements SecretChange {}
  }
}
