package org.clustershare.cluster;

import org.clustershare.platform.problem.ProblemType;

/** Problems with clusters. */
public enum ClusterProblem implements ProblemType {
  CLUSTER_UNKNOWN(404, "cluster-unknown"),
  CLUSTER_NAME_INVALID(400, "cluster-name-invalid"),
  EXTERNAL_SERVER_INVALID(400, "external-server-invalid"),
  OWNER_INVALID(400, "owner-invalid"),
  ISSUER_INVALID(400, "issuer-invalid"),
  /** A request to the issuer of a cluster's own client failed. */
  ISSUER_UNUSABLE(400, "issuer-unusable"),
  /** The issuer is in a private network, and the operator has not listed it. */
  ISSUER_PRIVATE(400, "issuer-private"),
  /** An issuer that the operator has not listed must support RFC 9207; this one does not. */
  ISSUER_NAMELESS(400, "issuer-nameless"),
  CLIENT_ID_INVALID(400, "client-id-invalid"),
  CLIENT_SECRET_INVALID(400, "client-secret-invalid"),
  /** The operator has not listed the client for clusters. */
  CLIENT_NOT_ALLOWED(400, "client-not-allowed"),
  /** The console, the API or other clusters' kubeconfigs use the client. */
  CLIENT_OF_INSTALLATION(400, "client-of-installation"),
  /** The API server may not receive tokens that other clusters accept. */
  CLIENT_OF_ITS_OWN_NEEDED(409, "client-of-its-own-needed"),
  CLIENT_OF_OTHERS(409, "client-of-others"),
  /** The operator allows no style of kubeconfig that works with the client. */
  CLIENT_WITHOUT_STYLE(400, "client-without-style"),
  TOO_MANY_CLUSTERS(409, "too-many-clusters"),
  KUBECONFIG_INVALID(400, "kubeconfig-invalid"),
  /** The kubeconfig is valid, but the cluster fails the check. */
  CLUSTER_NOT_ADDED(400, "cluster-not-added"),
  /** A removal on a page without the cluster's name as confirmation. */
  NOT_CONFIRMED(400, "not-confirmed"),
  /** The credentials are not the client certificate of a user without groups. */
  RENEWAL_IMPOSSIBLE(409, "renewal-impossible"),
  /** The new credentials lead to another cluster. */
  OTHER_CLUSTER(409, "other-cluster");

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
