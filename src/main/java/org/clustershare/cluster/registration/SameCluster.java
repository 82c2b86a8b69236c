package org.clustershare.cluster.registration;

import org.clustershare.cluster.ClusterProblem;
import org.clustershare.cluster.kubeconfig.UploadedKubeconfig;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.platform.problem.ProblemException;

/**
 * Check that a kubeconfig leads to a registered cluster. A server without a UID counts as another
 * cluster.
 */
final class SameCluster {
  private SameCluster() {}

  /**
   * Whether a kubeconfig has another address or CA than a cluster that was verified before. Only an
   * answer of the cluster can then prove that it is the same one. This also holds while the
   * credentials fail, if the UID is known.
   */
  static boolean hasOtherEndpoint(Cluster cluster, UploadedKubeconfig file) {
    return (cluster.verifiedAt().isPresent() || cluster.uid().isPresent())
        && (!file.access().server().equals(cluster.server())
            || !file.access().caPem().equals(cluster.caPem()));
  }

  /**
   * Refuses another cluster. The UID may be missing only for credentials that do not work yet, at
   * the stored address.
   *
   * @param report of the check with the kubeconfig
   * @throws ProblemException {@link ClusterProblem#OTHER_CLUSTER}
   */
  static void require(Cluster cluster, UploadedKubeconfig file, ClusterReport report) {
    boolean answerNeeded = report.passed() || hasOtherEndpoint(cluster, file);
    if (answerNeeded && cluster.uid().isPresent() && !cluster.uid().equals(report.uid())) {
      throw new ProblemException(ClusterProblem.OTHER_CLUSTER);
    }
  }
}
