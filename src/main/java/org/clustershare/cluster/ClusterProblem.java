package org.clustershare.cluster;

import org.clustershare.platform.problem.ProblemType;

/** What can go wrong with clusters. */
public enum ClusterProblem implements ProblemType {
  CLUSTER_UNKNOWN(404, "cluster-unknown"),
  CLUSTER_NAME_INVALID(400, "cluster-name-invalid"),
  EXTERNAL_SERVER_INVALID(400, "external-server-invalid"),
  OWNER_INVALID(400, "owner-invalid"),
  ISSUER_INVALID(400, "issuer-invalid"),
  /** The issuer of a cluster's own client, when it is asked. */
  ISSUER_UNUSABLE(400, "issuer-unusable"),
  /** It is in a private network, where only those may be that the operator named. */
  ISSUER_PRIVATE(400, "issuer-private"),
  /** It does not announce RFC 9207, which those must that the operator did not name. */
  ISSUER_NAMELESS(400, "issuer-nameless"),
  CLIENT_ID_INVALID(400, "client-id-invalid"),
  CLIENT_SECRET_INVALID(400, "client-secret-invalid"),
  /** The operator did not say that it is for clusters. */
  CLIENT_NOT_ALLOWED(400, "client-not-allowed"),
  /** The console, the API or other clusters' files use it. */
  CLIENT_OF_INSTALLATION(400, "client-of-installation"),
  /** Its API server may not get tokens that are good elsewhere. */
  CLIENT_OF_ITS_OWN_NEEDED(409, "client-of-its-own-needed"),
  CLIENT_OF_OTHERS(409, "client-of-others"),
  /** No kind of kubeconfig that the operator allows can be made with it. */
  CLIENT_WITHOUT_STYLE(400, "client-without-style"),
  TOO_MANY_CLUSTERS(409, "too-many-clusters"),
  KUBECONFIG_INVALID(400, "kubeconfig-invalid"),
  /** The kubeconfig is in order, and the cluster is not as it has to be. */
  CLUSTER_NOT_ADDED(400, "cluster-not-added"),
  /** A removal on a page, without the name typed that shows it is meant. */
  NOT_CONFIRMED(400, "not-confirmed"),
  /** The credentials are no client certificate of a user without groups. */
  RENEWAL_IMPOSSIBLE(409, "renewal-impossible"),
  /** New credentials that lead to another cluster than the old ones. */
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
