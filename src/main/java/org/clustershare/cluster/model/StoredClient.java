package org.clustershare.cluster.model;

import java.net.URI;
import java.util.Optional;
import org.clustershare.oidc.settings.ClientRegistration;

/**
 * A cluster's own OIDC client, as the database stores it.
 *
 * @param kubeloginClientId the public client that kubectl plugins use in its place
 * @param sealedSecret the secret as compact JWE; empty for a public client
 * @param sealedWith the id of the key that sealed the secret
 */
public record StoredClient(
    URI issuerUrl,
    String clientId,
    Optional<String> kubeloginClientId,
    Optional<String> sealedSecret,
    Optional<String> sealedWith) {

  /** A public client. */
  public StoredClient(URI issuerUrl, String clientId, Optional<String> kubeloginClientId) {
    this(issuerUrl, clientId, kubeloginClientId, Optional.empty(), Optional.empty());
  }

  /**
   * The same client with a secret.
   *
   * @param sealed the secret as compact JWE
   * @param keyId the id of the key that sealed it
   */
  public StoredClient withSecret(String sealed, String keyId) {
    return new StoredClient(
        issuerUrl, clientId, kubeloginClientId, Optional.of(sealed), Optional.of(keyId));
  }

  /** The public part of the registration: all but the secret. */
  public ClientRegistration withoutSecret() {
    return new ClientRegistration(issuerUrl, clientId, Optional.empty(), kubeloginClientId);
  }

  /** Whether the client has a secret (RFC 6749, section 2.1). */
  public boolean confidential() {
    return sealedSecret.isPresent();
  }

  @Override
  public String toString() {
    return "StoredClient[%s, %s]".formatted(issuerUrl, clientId);
  }
}
