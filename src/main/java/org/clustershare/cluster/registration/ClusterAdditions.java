package org.clustershare.cluster.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.clustershare.cluster.ClusterAdded;
import org.clustershare.cluster.ClusterRows;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.model.Cluster.Registration;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.clustershare.project.settings.QuotaSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Additions of clusters, see {@link ClusterRegistration#add}. */
@ApplicationScoped
class ClusterAdditions {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterAdditions.class);

  private final ClusterRows rows;
  private final Projects projects;
  private final KubeconfigCheck kubeconfigs;
  private final Event<ClusterAdded> added;
  private final QuotaSettings quotas;
  private final Clock clock;

  @Inject
  ClusterAdditions(
      ClusterRows rows,
      Projects projects,
      KubeconfigCheck kubeconfigs,
      Event<ClusterAdded> added,
      QuotaSettings quotas,
      Clock clock) {
    this.rows = rows;
    this.projects = projects;
    this.kubeconfigs = kubeconfigs;
    this.added = added;
    this.quotas = quotas;
    this.clock = clock;
  }

  Cluster add(
      Person person, String projectId, String name, byte[] kubeconfig, boolean acceptUnverified) {
    projects.require(person, projectId, Action.ADD_CLUSTER);
    int limit = quotas.clustersPerProject();
    // Before any request to the cluster; the row's transaction counts again.
    rows.requireQuota(projectId, limit);
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

  ClusterReport check(Person person, String projectId, byte[] kubeconfig) {
    projects.require(person, projectId, Action.ADD_CLUSTER);
    return kubeconfigs.check(kubeconfigs.read(kubeconfig));
  }
}
