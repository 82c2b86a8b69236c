package org.clustershare.access.api;

import java.util.Optional;
import org.clustershare.access.offboarding.RevocationReport.FailedRevocation;
import org.clustershare.access.report.EffectiveBinding;

/**
 * A binding that gives a person or group access to a cluster.
 *
 * @param namespace missing for a ClusterRoleBinding
 * @param origin {@code direct}, {@code otherCase}, {@code group} or {@code possibleGroup}
 * @param through the subject of the binding
 * @param managed whether Cluster Share manages the binding
 * @param reason why the binding still names the subject; only for one that could not be changed
 */
public record EffectiveBindingJson(
    String kind,
    String name,
    Optional<String> namespace,
    String roleRefKind,
    String roleRefName,
    String origin,
    String through,
    boolean managed,
    Optional<String> reason) {

  static EffectiveBindingJson of(EffectiveBinding binding) {
    return of(binding, Optional.empty());
  }

  static EffectiveBindingJson failed(FailedRevocation failedRevocation) {
    return of(failedRevocation.binding(), Optional.of(failedRevocation.reason()));
  }

  private static EffectiveBindingJson of(EffectiveBinding binding, Optional<String> reason) {
    return new EffectiveBindingJson(
        binding.kind(),
        binding.name(),
        binding.namespace(),
        binding.roleKind(),
        binding.role(),
        binding.origin().key(),
        binding.through(),
        binding.managed(),
        reason);
  }
}
