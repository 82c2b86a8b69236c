package org.clustershare.cluster.api;

import java.net.URI;
import java.util.Optional;
import org.clustershare.cluster.model.StoredClient;

/**
 * A cluster's own OIDC client, without its secret.
 *
 * @param confidential whether the client has a secret
 * @param kubeloginClientID the public client that kubectl plugins use in its place
 */
public record ClientJson(
    URI issuerURL, String clientID, boolean confidential, Optional<String> kubeloginClientID) {
  static ClientJson of(StoredClient client) {
    return new ClientJson(
        client.issuerUrl(), client.clientId(), client.confidential(), client.kubeloginClientId());
  }
}
