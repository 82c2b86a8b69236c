package org.clustershare.cluster.registration;

import java.util.Optional;
import org.clustershare.cluster.client.ClientChange;

/**
 * What is to change of a cluster; what is empty stays as it is.
 *
 * @param name a new name
 * @param owner the email of a new owner
 * @param externalServer where people reach the API server; empty text: where we do
 * @param client what is to become of its own OIDC client
 * @param kubeconfig new credentials, also a new address of the same cluster
 * @param evenUnverified whether new credentials are kept although the cluster could not be checked
 */
public record ClusterChange(
    Optional<String> name,
    Optional<String> owner,
    Optional<String> externalServer,
    Optional<ClientChange> client,
    Optional<byte[]> kubeconfig,
    boolean acceptUnverified) {

  /** Only another client. */
  public static ClusterChange of(ClientChange client) {
    return new ClusterChange(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(client),
        Optional.empty(),
        false);
  }

  /** Only another owner. */
  public static ClusterChange owner(String email) {
    return new ClusterChange(
        Optional.empty(),
        Optional.of(email),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  @Override
  public String toString() {
    return "ClusterChange[name=%s, owner=%s, externalServer=%s, client=%s, kubeconfig=%s]"
        .formatted(name, owner, externalServer, client, kubeconfig.map(file -> "•••"));
  }
}
