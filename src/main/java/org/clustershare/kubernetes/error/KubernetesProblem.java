package org.clustershare.kubernetes.error;

import org.clustershare.platform.problem.ProblemType;

/** Problems between Cluster Share and an API server. */
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
