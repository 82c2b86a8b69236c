package org.clustershare.cluster.credentials;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import org.clustershare.cluster.model.StoredClient;
import org.clustershare.oidc.settings.ClientRegistration;
import org.clustershare.platform.crypto.Fingerprint;
import org.clustershare.platform.crypto.Secret;

/**
 * Encryption of the secret of a cluster's own client, as {@link SealedCredentials} does it. The
 * secret is sealed for the cluster, the issuer and the client: it does not open if the row was
 * changed to have it sent to another issuer.
 */
@Dependent
public class SealedClient {
  private final SealedCredentials seals;

  @Inject
  SealedClient(SealedCredentials seals) {
    this.seals = seals;
  }

  /** The client with its secret sealed for a cluster. */
  public StoredClient seal(String clusterId, ClientRegistration client) {
    var stored =
        new StoredClient(client.issuerUrl(), client.clientId(), client.kubeloginClientId());
    return client
        .clientSecret()
        .map(
            secret ->
                stored.withSecret(
                    seals.seal(
                        clusterId, purpose(client.issuerUrl(), client.clientId()), secret.reveal()),
                    seals.keyId()))
        .orElse(stored);
  }

  /**
   * The client with its secret.
   *
   * @throws UnsealingException if the key is missing, or the row was changed or swapped
   */
  public ClientRegistration open(String clusterId, StoredClient stored) {
    var purpose = purpose(stored.issuerUrl(), stored.clientId());
    return new ClientRegistration(
        stored.issuerUrl(),
        stored.clientId(),
        stored.sealedSecret().map(jwe -> Secret.of(seals.open(clusterId, purpose, jwe))),
        stored.kubeloginClientId());
  }

  /** Differs from the purpose of credentials, whose text starts with https. */
  private static String purpose(URI issuer, String clientId) {
    return Fingerprint.of("oidc client secret", issuer, clientId);
  }

  /** Whether another key than the newest one sealed the secret. */
  public boolean isUnderAnotherKey(StoredClient stored) {
    return !stored.sealedWith().equals(Optional.of(seals.keyId())) && stored.confidential();
  }
}
