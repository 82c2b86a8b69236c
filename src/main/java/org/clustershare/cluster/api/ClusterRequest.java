package org.clustershare.cluster.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.groups.Default;
import org.clustershare.platform.body.IgnoredFields;

/**
 * The body of a call that adds a cluster, or checks one that could be added.
 *
 * @param name not needed for a check
 * @param kubeconfig base64
 * @param evenUnverified whether the cluster is added although it cannot be checked
 */
@IgnoredFields({
  "id",
  "annotations",
  "cloud",
  "creationTimestamp",
  "deletionTimestamp",
  "labels",
  "owner",
  "spec",
  "status",
  "type"
})
public record ClusterRequest(
    @NotNull(groups = Addition.class) String name,
    @NotNull String kubeconfig,
    boolean evenUnverified) {

  /** The constraints of a call that adds a cluster. */
  interface Addition extends Default {}

  @Override
  public String toString() {
    return "ClusterRequest[name=%s, kubeconfig=•••]".formatted(name);
  }
}
