package org.clustershare.cluster.registration;

import java.util.Optional;
import org.clustershare.cluster.client.ClientChange;

/**
 * Changes to a cluster; an empty field stays as it is.
 *
 * @param name a new name
 * @param owner the email of a new owner
 * @param externalServer the address for people; empty text: the one that Cluster Share uses
 * @param client the change to its own OIDC client
 * @param kubeconfig new credentials, or a new address of the same cluster
 * @param acceptUnverified whether new credentials are stored although the cluster fails the check
 */
public record ClusterChange(
    Optional<String> name,
    Optional<String> owner,
    Optional<String> externalServer,
    Optional<ClientChange> client,
    Optional<byte[]> kubeconfig,
    boolean acceptUnverified) {

  /** Another client. */
  public static ClusterChange of(ClientChange client) {
    return new ClusterChange(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(client),
        Optional.empty(),
        false);
  }

  /** Another owner. */
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
