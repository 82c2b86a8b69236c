package org.clustershare.kubernetes.error;

import org.clustershare.platform.problem.ProblemType;

/** Problems between Cluster Share and an API server. */
enum KubernetesProblem implements ProblemType {
  CLUSTER_UNREACHABLE(503, "cluster-unreachable"),
  CLUSTER_REFUSED(502, "cluster-refused"),
  CLUSTER_READS_BUSY(503, "cluster-reads-busy");

  private final int status;
  private final String key;

  KubernetesProblem(int status, String key) {
    this.status = status;
    this.key = key;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String key() {
    return key;
  }
}
