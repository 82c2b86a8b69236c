package org.clustershare.cluster.api;

import jakarta.json.JsonObject;
import java.util.Optional;
import org.clustershare.cluster.client.ClientChange;
import org.clustershare.cluster.client.ClientChange.SecretChange;
import org.clustershare.cluster.model.StoredClient;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.json.JsonBody;
import org.clustershare.platform.json.JsonFactory;

/** A cluster's own OIDC client, as the API reads and writes it: the field {@code oidc}. */
final class ClientJson {
  static final String FIELD = "oidc";
  private static final String SECRET = "clientSecret";

  private ClientJson() {}

  /** What is said of the client; empty when nothing is. */
  static Optional<ClientChange> change(JsonBody cluster) {
    if (!cluster.has(FIELD)) {
      return Optional.empty();
    }
    return Optional.of(
        cluster
            .object(FIELD)
            .<ClientChange>map(ClientJson::use)
            .orElseGet(ClientChange.Remove::new));
  }

  private static ClientChange.Use use(JsonBody client) {
    return new ClientChange.Use(
        client.text("issuerURL").orElse(""),
        client.requireText("clientID"),
        secret(client),
        client.text("kubeloginClientID"));
  }

  private static SecretChange secret(JsonBody client) {
    return client
        .text(SECRET)
        .<SecretChange>map(text -> new SecretChange.Replace(Secret.of(text)))
        .orElseGet(() -> client.has(SECRET) ? new SecretChange.None() : new SecretChange.Keep());
  }

  /** All but the secret, which is only said to be there. */
  static JsonObject json(StoredClient client) {
    var json =
        JsonFactory.object()
            .add("issuerURL", client.issuerUrl().toString())
            .add("clientID", client.clientId())
            .add("confidential", client.confidential());
    client.kubeloginClientId().ifPresent(id -> json.add("kubeloginClientID", id));
    return json.build();
  }
}
