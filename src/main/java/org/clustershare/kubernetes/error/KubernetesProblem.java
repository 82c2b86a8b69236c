package org.clustershare.kubernetes.error;

import org.clustershare.platform.problem.ProblemType;

/** What can go wrong between us and an API server. */
public enum KubernetesProblem implements ProblemType {
  CLUSTER_UNREACHABLE(503),
  CLUSTER_REFUSED(502),
  CLUSTER_READS_BUSY(503);

  private final int status;

  KubernetesProblem(int status) {
    this.status = status;
  }

  @Override
  public int status() {
    return status;
  }
}
