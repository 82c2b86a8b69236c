package org.clustershare.cluster;

import org.clustershare.platform.problem.ProblemType;

/** What can go wrong with clusters. */
public enum ClusterProblem implements ProblemType {
  CLUSTER_UNKNOWN(404),
  CLUSTER_NAME_INVALID(400),
  EXTERNAL_SERVER_INVALID(400),
  OWNER_INVALID(400),
  ISSUER_INVALID(400),
  /** The issuer of a cluster's own client, when it is asked. */
  ISSUER_UNUSABLE(400),
  /** It is in a private network, where only those may be that the operator named. */
  ISSUER_PRIVATE(400),
  /** It does not announce RFC 9207, which those must that the operator did not name. */
  ISSUER_NAMELESS(400),
  CLIENT_ID_INVALID(400),
  CLIENT_SECRET_INVALID(400),
  /** The operator did not say that it is for clusters. */
  CLIENT_NOT_ALLOWED(400),
  /** The console, the API or other clusters' files use it. */
  CLIENT_OF_INSTALLATION(400),
  /** Its API server may not get tokens that are good elsewhere. */
  CLIENT_OF_ITS_OWN_NEEDED(409),
  CLIENT_OF_OTHERS(409),
  /** No kind of kubeconfig that the operator allows can be made with it. */
  CLIENT_WITHOUT_STYLE(400),
  TOO_MANY_CLUSTERS(409),
  KUBECONFIG_INVALID(400),
  /** The kubeconfig is in order, and the cluster is not as it has to be. */
  CLUSTER_NOT_ADDED(400),
  /** A removal on a page, without the name typed that shows it is meant. */
  NOT_CONFIRMED(400),
  /** The credentials are no client certificate of a user without groups. */
  RENEWAL_IMPOSSIBLE(409),
  /** New credentials that lead to another cluster than the old ones. */
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
