package org.clustershare.cluster.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;
import org.clustershare.cluster.client.ClientChange;
import org.clustershare.cluster.client.ClientChange.SecretChange;
import org.clustershare.cluster.registration.ClusterChange;
import org.clustershare.platform.body.IgnoredFields;
import org.clustershare.platform.body.JsonBody;
import org.clustershare.platform.crypto.Secret;

/**
 * The body of a call that changes a cluster: a JSON merge patch (RFC 7396) of what it names.
 *
 * @param owner the email address of the new owner
 * @param externalServer the address for people; null for the one that Cluster Share uses
 * @param oidc the cluster's own client; null removes it
 * @param kubeconfig base64
 * @param evenUnverified whether new credentials are kept although the cluster cannot be checked
 */
@IgnoredFields({
  "id",
  "annotations",
  "cloud",
  "creationTimestamp",
  "deletionTimestamp",
  "labels",
  "spec",
  "status",
  "type"
})
public record ClusterChangeRequest(
    Optional<String> name,
    Optional<String> owner,
    Optional<String> externalServer,
    Optional<@Valid ClientRequest> oidc,
    Optional<String> kubeconfig,
    boolean evenUnverified) {
  private static final String CLIENT = "oidc";

  /**
   * A cluster's own OIDC client.
   *
   * @param issuerURL the operator's issuer if it is missing
   * @param clientSecret null for a public client; the present secret stays if it is missing
   */
  @IgnoredFields("confidential")
  public record ClientRequest(
      Optional<String> issuerURL,
      @NotNull String clientID,
      Optional<String> clientSecret,
      Optional<String> kubeloginClientID) {
    @Override
    public String toString() {
      return "ClientRequest[issuerURL=%s, clientID=%s]".formatted(issuerURL, clientID);
    }
  }

  /** The change that a body asks for. */
  static ClusterChange of(JsonBody<ClusterChangeRequest> body) {
    var request = body.value();
    return new ClusterChange(
        request.name(),
        request.owner(),
        body.has("externalServer")
            ? Optional.of(request.externalServer().orElse(""))
            : Optional.empty(),
        client(request, body),
        request.kubeconfig().map(KubeconfigText::decoded),
        request.evenUnverified());
  }

  private static Optional<ClientChange> client(
      ClusterChangeRequest request, JsonBody<ClusterChangeRequest> body) {
    if (!body.has(CLIENT)) {
      return Optional.empty();
    }
    return Optional.of(
        request
            .oidc()
            .<ClientChange>map(
                client ->
                    new ClientChange.Use(
                        client.issuerURL().orElse(""),
                        client.clientID(),
                        secret(client, body),
                        client.kubeloginClientID()))
            .orElseGet(ClientChange.Remove::new));
  }

  private static SecretChange secret(ClientRequest client, JsonBody<ClusterChangeRequest> body) {
    return client
        .clientSecret()
        .<SecretChange>map(text -> new SecretChange.Replace(Secret.of(text)))
        .orElseGet(
            () ->
                body.has(CLIENT, "clientSecret")
                    ? new SecretChange.None()
                    : new SecretChange.Keep());
  }

  @Override
  public String toString() {
    return "ClusterChangeRequest[name=%s, owner=%s, oidc=%s]".formatted(name, owner, oidc);
  }
}
