package org.clustershare.cluster.control;

import org.clustershare.platform.problem.ProblemType;

/** What can go wrong with clusters. */
public enum ClusterProblem implements ProblemType {
  CLUSTER_UNKNOWN(404, "cluster-unknown"),
  CLUSTER_NAME_INVALID(400, "cluster-name-invalid"),
  KUBECONFIG_INVALID(400, "kubeconfig-invalid"),
  CLUSTER_NOT_ADDED(400, "cluster-not-added");

  private final int status;
  private final String key;

  ClusterProblem(int status, String key) {
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
