package org.clustershare.cluster;

import org.clustershare.platform.problem.ProblemType;

/** Problems with clusters. */
public enum ClusterProblem implements ProblemType {
  CLUSTER_UNKNOWN(404),
  CLUSTER_NAME_INVALID(400),
  EXTERNAL_SERVER_INVALID(400),
  OWNER_INVALID(400),
  ISSUER_INVALID(400),
  /** A request to the issuer of a cluster's own client failed. */
  ISSUER_UNUSABLE(400),
  /** The issuer is in a private network, and the operator has not listed it. */
  ISSUER_PRIVATE(400),
  /** An issuer that the operator has not listed must support RFC 9207; this one does not. */
  ISSUER_NAMELESS(400),
  CLIENT_ID_INVALID(400),
  CLIENT_SECRET_INVALID(400),
  /** The operator has not listed the client for clusters. */
  CLIENT_NOT_ALLOWED(400),
  /** The console, the API or other clusters' kubeconfigs use the client. */
  CLIENT_OF_INSTALLATION(400),
  /** The API server may not receive tokens that other clusters accept. */
  CLIENT_OF_ITS_OWN_NEEDED(409),
  CLIENT_OF_OTHERS(409),
  /** The operator allows no style of kubeconfig that works with the client. */
  CLIENT_WITHOUT_STYLE(400),
  TOO_MANY_CLUSTERS(409),
  KUBECONFIG_INVALID(400),
  /** The kubeconfig is valid, but the cluster fails the check. */
  CLUSTER_NOT_ADDED(400),
  /** Cluster Share never hands out the credentials with which it reaches a cluster. */
  ADMIN_KUBECONFIG_DISABLED(403),
  /** A removal on a page without the cluster's name as confirmation. */
  NOT_CONFIRMED(400),
  /** The credentials are not the client certificate of a user without groups. */
  RENEWAL_IMPOSSIBLE(409),
  /** The new credentials lead to another cluster. */
  OTHER_CLUSTER(409);

  private final int status;

  ClusterProblem(int status) {
    this.status = status;
  }

  @Override
  public int status() {
    return status;
  }
}
