package org.clustershare.cluster.kkp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.clustershare.cluster.Clusters;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;

/**
 * Health of a cluster's control plane. The API server reports it at {@code /readyz}, which includes
 * etcd.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/health-checks/">Kubernetes API
 *     health endpoints</a>
 */
@ApplicationScoped
public class ControlPlaneHealth {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int SERVER_ERROR = 500;

  private final Clusters clusters;

  @Inject
  protected ControlPlaneHealth(Clusters clusters) {
    this.clusters = clusters;
  }

  /**
   * Whether the API server answers within five seconds that it is ready. Also true if it refuses to
   * tell: API servers before Kubernetes 1.16 have no {@code /readyz}.
   *
   * @throws ProblemException as {@link Clusters#require}
   */
  public boolean isUp(Person person, String projectId, String clusterId) {
    var api = clusters.api(person, projectId, clusterId, Action.VIEW_CLUSTER).within(LIMIT);
    try {
      api.text("/readyz", "text/plain");
      return true;
    } catch (ClusterRefusedException e) {
      return e.status() < SERVER_ERROR;
    } catch (ClusterException e) {
      return false;
    }
  }
}
