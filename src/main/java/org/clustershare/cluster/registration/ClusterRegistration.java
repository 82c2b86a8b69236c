package org.clustershare.cluster.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditEvent;
import org.clustershare.audit.AuditTrail;
import org.clustershare.cluster.ClusterAdded;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.cluster.ClusterRemoval.Removal;
import org.clustershare.cluster.ClusterRows;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.account.RequiredAccess;
import org.clustershare.cluster.credentials.SealedCredentials;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.model.Cluster.Registration;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.clustershare.project.settings.QuotaSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registration of clusters: adds and checks them; facade for changes and removals. */
@ApplicationScoped
public class ClusterRegistration {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterRegistration.class);

  private final ClusterRows rows;
  private final Clusters clusters;
  private final Projects projects;
  private final SealedCredentials sealed;
  private final KubeconfigCheck kubeconfigs;
  private final ClusterUpdates updates;
  private final ClusterRemovals removals;
  private final Event<ClusterAdded> added;
  private final QuotaSettings quotas;
  private final RequiredAccess requiredAccess;
  private final AuditTrail trail;
  private final Clock clock;

  @Inject
  ClusterRegistration(
      ClusterRows rows,
      Clusters clusters,
      Projects projects,
      SealedCredentials sealed,
      KubeconfigCheck kubeconfigs,
      ClusterUpdates updates,
      ClusterRemovals removals,
      Event<ClusterAdded> added,
      QuotaSettings quotas,
      RequiredAccess requiredAccess,
      AuditTrail trail,
      Clock clock) {
    this.rows = rows;
    this.clusters = clusters;
    this.projects = projects;
    this.sealed = sealed;
    this.kubeconfigs = kubeconfigs;
    this.updates = updates;
    this.removals = removals;
    this.added = added;
    this.quotas = quotas;
    this.requiredAccess = requiredAccess;
    this.trail = trail;
    this.clock = clock;
  }

  /**
   * Checks a cluster and adds it.
   *
   * @param kubeconfig the uploaded file
   * @param acceptUnverified whether a cluster that fails the check is added, as unverified
   * @throws ClusterCheckFailedException if the cluster fails the check; nothing is stored
   * @throws ProblemException if the name or the kubeconfig is invalid; {@link
   *     ClusterProblem#TOO_MANY_CLUSTERS}
   */
  public Cluster add(
      Person person, String projectId, String name, byte[] kubeconfig, boolean acceptUnverified) {
    projects.require(person, projectId, Action.ADD_CLUSTER);
    int limit = quotas.clustersPerProject();
    // Before any request to the cluster; the row's transaction counts again.
    rows.requireRoom(projectId, limit);
    var checkedName = ClusterFields.name(name);
    var uploaded = kubeconfigs.read(kubeconfig);
    var report = kubeconfigs.check(uploaded);
    if (!report.passed() && (!acceptUnverified || kubeconfigs.isAddressRefused(uploaded))) {
      throw new ClusterCheckFailedException(report);
    }
    var id = RandomIds.id();
    var now = clock.instant();
    var registration =
        new Registration(id, projectId, checkedName, person.email(), Optional.empty(), now);
    var cluster = report.applyTo(new Cluster(registration, kubeconfigs.seal(id, uploaded)), now);
    // The check took time: the person may have been removed or degraded meanwhile.
    projects.require(person, projectId, Action.ADD_CLUSTER);
    var saved = rows.save(cluster, limit);
    LOG.info(
        "cluster added: cluster={} project={} by={} verified={}",
        id,
        projectId,
        person.id(),
        report.passed());
    added.fire(new ClusterAdded(id, projectId));
    return saved;
  }

  /** Checks a cluster that could be added; stores nothing. */
  public ClusterReport check(Person person, String projectId, byte[] kubeconfig) {
    projects.require(person, projectId, Action.ADD_CLUSTER);
    var report = kubeconfigs.check(kubeconfigs.read(kubeconfig));
    trail.record(checked(AuditEvent.of(AuditAction.CLUSTER_CHECK).in(projectId), report));
    return report;
  }

  private static AuditEvent checked(AuditEvent event, ClusterReport report) {
    return event.with("passed", report.passed());
  }

  /** Checks a registered cluster and stores the result. */
  public ClusterReport check(Person person, String projectId, String clusterId) {
    var cluster = clusters.require(person, projectId, clusterId, Action.CHANGE_CLUSTER);
    var rights = requiredAccess.forAccount(sealed.open(cluster).credentials()).rights();
    var report = ClusterCheck.of(clusters.api(cluster), rights, cluster.uid());
    rows.change(
        clusterId,
        ExpectedVersion.any(),
        // A cluster that was changed meanwhile is not the one that was checked.
        found ->
            found.version() == cluster.version() ? report.applyTo(found, clock.instant()) : found,
        (_, after) -> checked(ClusterRows.event(AuditAction.CLUSTER_CHECK, after), report));
    return report;
  }

  /**
   * Changes a cluster. New credentials are used from the next call on; calls in flight complete
   * with the former ones. If the change would lead people's kubeconfigs elsewhere, the same
   * transaction revokes the cluster's shares: so no link ever leads to the new address, and if a
   * share cannot be revoked, the cluster keeps its address.
   *
   * @throws ProblemException as {@link #add}; {@link ClusterProblem#OTHER_CLUSTER} if the
   *     kubeconfig leads to another cluster
   */
  public Cluster change(
      Person person,
      String projectId,
      String clusterId,
      ClusterChange change,
      ExpectedVersion expected) {
    return updates.change(person, projectId, clusterId, change, expected);
  }

  /**
   * The email of a person to whom this person may give clusters. The owner of a cluster is bound to
   * its highest role. So only owners of the project may decide, and only for people who may share.
   *
   * @throws ProblemException {@link ClusterProblem#OWNER_INVALID}, and as {@link Projects#require}
   */
  public String requireOwner(Person person, String projectId, String email) {
    return updates.requireOwner(person, projectId, email);
  }

  /**
   * Removes a cluster; its shares end at once.
   *
   * @param cleanup whether the objects that Cluster Share created in the cluster are deleted
   */
  public Removal remove(
      Person person,
      String projectId,
      String clusterId,
      boolean cleanup,
      ExpectedVersion expected) {
    return removals.remove(person, projectId, clusterId, cleanup, expected);
  }
}
