package org.clustershare.bindings.api;

import jakarta.json.JsonArray;
import java.util.List;
import java.util.Optional;
import org.clustershare.kubernetes.object.Role;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A Role or ClusterRole as KKP's API writes it.
 *
 * @param namespace missing for a ClusterRole
 * @param rules the cluster's own text, so that no field of a later Kubernetes gets lost
 */
public record RoleJson(
    String id,
    String name,
    String creationTimestamp,
    Optional<String> namespace,
    @Schema(implementation = RuleJson[].class) JsonArray rules) {

  /** The known fields of a PolicyRule of Kubernetes. */
  public record RuleJson(
      List<String> verbs,
      Optional<List<String>> apiGroups,
      Optional<List<String>> resources,
      Optional<List<String>> resourceNames,
      Optional<List<String>> nonResourceURLs) {}

  static RoleJson of(Role role) {
    var metadata = role.metadata();
    return new RoleJson(
        metadata.name(),
        metadata.name(),
        metadata.creationTimestamp(),
        metadata.namespace(),
        role.rules());
  }
}
