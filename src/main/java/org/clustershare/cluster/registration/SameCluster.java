package org.clustershare.cluster.registration;

import org.clustershare.cluster.ClusterProblem;
import org.clustershare.cluster.kubeconfig.UploadedKubeconfig;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.platform.problem.ProblemException;

/**
 * Whether a kubeconfig leads to the cluster that a row is of. A server that tells no uid is as good
 * as one that tells another.
 */
final class SameCluster {
  private SameCluster() {}

  /**
   * Whether a kubeconfig has another address or CA than a cluster that is known. Only a cluster
   * that answers can show that it is the same one there; that also holds while its credentials do
   * not work, as long as its uid is kept.
   */
  static boolean isElsewhere(Cluster cluster, UploadedKubeconfig file) {
    return (cluster.verifiedAt().isPresent() || cluster.uid().isPresent())
        && (!file.access().server().equals(cluster.server())
            || !file.access().caPem().equals(cluster.caPem()));
  }

  /**
   * Refuses another cluster. Only credentials that do not work yet, for the very address that is
   * kept, may come without the uid.
   *
   * @param report what was found with the kubeconfig
   * @throws ProblemException {@link ClusterProblem#OTHER_CLUSTER}
   */
  static void require(Cluster cluster, UploadedKubeconfig file, ClusterReport report) {
    boolean answerNeeded = report.passed() || isElsewhere(cluster, file);
    if (answerNeeded && cluster.uid().isPresent() && !cluster.uid().equals(report.uid())) {
      throw new ProblemException(ClusterProblem.OTHER_CLUSTER);
    }
  }
}
