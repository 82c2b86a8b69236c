package org.clustershare.cluster.registration;

import org.clustershare.cluster.ClusterProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.problem.ProblemSource;

/** A cluster failed its check; carries the report. */
public final class ClusterCheckFailedException extends RuntimeException implements ProblemSource {
  private final transient ClusterReport report;

  ClusterCheckFailedException(ClusterReport report) {
    super(report.failure().toString());
    this.report = report;
  }

  public ClusterReport report() {
    return report;
  }

  @Override
  public ProblemException problem() {
    return new ProblemException(this, ClusterProblem.CLUSTER_NOT_ADDED, report.failure());
  }
}
