package org.clustershare.cluster.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.clustershare.audit.AuditAction;
import org.clustershare.cluster.ClusterRows;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.account.RequiredAccess;
import org.clustershare.cluster.credentials.SealedCredentials;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.project.Action;

/** Checks of registered clusters with the credentials that they have. */
@ApplicationScoped
class ClusterChecks {
  private final ClusterRows rows;
  private final Clusters clusters;
  private final SealedCredentials sealed;
  private final RequiredAccess requiredAccess;
  private final Clock clock;

  @Inject
  ClusterChecks(
      ClusterRows rows,
      Clusters clusters,
      SealedCredentials sealed,
      RequiredAccess requiredAccess,
      Clock clock) {
    this.rows = rows;
    this.clusters = clusters;
    this.sealed = sealed;
    this.requiredAccess = requiredAccess;
    this.clock = clock;
  }

  ClusterReport check(Person person, String projectId, String clusterId) {
    var cluster = clusters.require(person, projectId, clusterId, Action.CHANGE_CLUSTER);
    var rights = requiredAccess.forAccount(sealed.open(cluster).credentials()).rights();
    var report = ClusterCheck.of(clusters.api(cluster), rights, cluster.uid());
    rows.change(
        clusterId,
        ExpectedVersion.any(),
        // A cluster that was changed meanwhile is not the one that was checked.
        found ->
            found.version() == cluster.version() ? report.applyTo(found, clock.instant()) : found,
        (_, after) ->
            ClusterRows.event(AuditAction.CLUSTER_CHECK, after).with("passed", report.passed()));
    return report;
  }
}
