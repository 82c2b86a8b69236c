package org.clustershare.cluster.api;

import java.util.List;
import org.clustershare.cluster.registration.ClusterReport;

/** The result of a cluster's check. */
public record ClusterReportJson(
    boolean passed, List<StepJson> steps, List<RightJson> missingRights) {

  /** One step of the check; {@code state} is {@code passed}, {@code failed} or {@code skipped}. */
  public record StepJson(String step, String state, String message) {}

  /**
   * A right that the account lacks, in Kubernetes' terms; an empty name stands for every object.
   */
  public record RightJson(String verb, String apiGroup, String resource, String name) {}

  static ClusterReportJson of(ClusterReport report) {
    return new ClusterReportJson(
        report.passed(),
        report.steps().stream()
            .map(
                step ->
                    new StepJson(
                        ClusterJson.lowerCase(step.check()),
                        ClusterJson.lowerCase(step.state()),
                        step.sentence()))
            .toList(),
        report.missing().stream()
            .map(
                right -> new RightJson(right.verb(), right.group(), right.resource(), right.name()))
            .toList());
  }
}
