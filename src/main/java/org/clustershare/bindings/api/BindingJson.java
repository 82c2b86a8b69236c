package org.clustershare.bindings.api;

import jakarta.json.JsonArray;
import java.util.Optional;
import org.clustershare.kubernetes.object.RoleBinding;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A RoleBinding or ClusterRoleBinding as KKP's API writes it.
 *
 * @param namespace missing for a ClusterRoleBinding
 * @param subjects the cluster's own text; missing if there are none
 */
public record BindingJson(
    Optional<String> namespace,
    String roleRefName,
    @Schema(implementation = SubjectJson[].class) Optional<JsonArray> subjects) {

  /** The known fields of a Subject of Kubernetes. */
  public record SubjectJson(
      String kind, String name, Optional<String> apiGroup, Optional<String> namespace) {}

  static BindingJson of(RoleBinding binding) {
    return new BindingJson(
        binding.metadata().namespace(),
        binding.roleName(),
        Optional.of(binding.subjects()).filter(subjects -> !subjects.isEmpty()));
  }
}
