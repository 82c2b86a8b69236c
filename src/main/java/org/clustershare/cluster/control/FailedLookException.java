package org.clustershare.cluster.control;

import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.problem.ProblemSource;

/** A cluster is not as it has to be; carries what the look at it found. */
public final class FailedLookException extends RuntimeException implements ProblemSource {
  private final transient ClusterReport report;

  FailedLookException(ClusterReport report) {
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
