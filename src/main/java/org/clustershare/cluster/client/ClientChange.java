package org.clustershare.cluster.client;

import java.util.Optional;
import org.clustershare.platform.crypto.Secret;

/** A change to a cluster's own OIDC client. */
public sealed interface ClientChange {
  /** Removes the client: the cluster trusts the installation's. */
  record Remove() implements ClientChange {}

  /**
   * Sets the client.
   *
   * @param issuerUrl the issuer that registered it; empty text for the installation's issuer
   * @param clientId its id there
   * @param secret the change to its secret
   * @param kubeloginClientId the public client that kubectl plugins use in its place
   */
  record Use(
      String issuerUrl, String clientId, SecretChange secret, Optional<String> kubeloginClientId)
      implements ClientChange {}

  /** A change to the secret. */
  sealed interface SecretChange {
    /** Keeps the secret if issuer and client stay the same; another client gets none. */
    record Keep() implements SecretChange {}

    /** Removes the secret: the client is public. */
    record None() implements SecretChange {}

    /** Sets a new secret. */
    record Replace(Secret secret) implements SecretChange {}
  }
}
