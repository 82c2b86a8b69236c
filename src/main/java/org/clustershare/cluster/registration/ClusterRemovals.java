package org.clustershare.cluster.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditResult;
import org.clustershare.audit.AuditTrail;
import org.clustershare.cluster.ClusterRemoval;
import org.clustershare.cluster.ClusterRemoval.Removal;
import org.clustershare.cluster.ClusterRows;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.kubernetes.ClusterApis;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.project.Action;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removals of registered clusters, see {@link ClusterRegistration#remove}. */
@ApplicationScoped
class ClusterRemovals {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterRemovals.class);

  private final ClusterRows rows;
  private final Clusters clusters;
  private final ClusterApis apis;
  private final Event<ClusterRemoval> removing;
  private final AuditTrail trail;

  @Inject
  ClusterRemovals(
      ClusterRows rows,
      Clusters clusters,
      ClusterApis apis,
      Event<ClusterRemoval> removing,
      AuditTrail trail) {
    this.rows = rows;
    this.clusters = clusters;
    this.apis = apis;
    this.removing = removing;
    this.trail = trail;
  }

  Removal remove(
      Person person,
      String projectId,
      String clusterId,
      boolean cleanup,
      ExpectedVersion expected) {
    var cluster = clusters.require(person, projectId, clusterId, Action.REMOVE_CLUSTER);
    expected.check(cluster.version());
    // The row goes first: during the cleanup no kubeconfig may be issued and no role repaired.
    rows.remove(clusterId, expected, cleanup);
    var removal = cleanup ? cleanUp(cluster) : Removal.NOTHING;
    apis.forget(clusterId);
    LOG.info(
        "cluster removed: cluster={} project={} by={} cleaned={} left={}",
        clusterId,
        projectId,
        person.id(),
        removal.removed().size(),
        removal.left().size());
    return removal;
  }

  private Removal cleanUp(Cluster cluster) {
    return trail.around(
        ClusterRows.event(AuditAction.CLUSTER_CLEANUP, cluster),
        () -> {
          var event = new ClusterRemoval(clusters.api(cluster));
          removing.fire(event);
          return event.result();
        },
        (event, result) ->
            event
                .as(result.left().isEmpty() ? AuditResult.DONE : AuditResult.PARTIAL)
                .with("removed", result.removed().size())
                .with("left", result.left().size()));
  }
}
