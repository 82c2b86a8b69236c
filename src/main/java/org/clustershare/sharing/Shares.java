package org.clustershare.sharing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.clustershare.cluster.ClusterEndpointChanged;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.client.ClusterClients;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.config.FeatureGate;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.clustershare.project.entity.Project;
import org.clustershare.project.settings.QuotaSettings;
import org.clustershare.sharing.ShareRows.ShareAndCluster;
import org.clustershare.sharing.entity.Share;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares of clusters. A link is a capability of 256 random bits, of which only a hash is stored. It
 * works while the share is active and its creator may still share the cluster.
 */
@ApplicationScoped
public class Shares {
  /** The path of a link, before its token. */
  public static final String LINK_PATH = "/share/";

  private static final Logger LOG = LoggerFactory.getLogger(Shares.class);

  private final ShareRows rows;
  private final Clusters clusters;
  private final ClusterClients clients;
  private final Projects projects;
  private final InstallationSettings installation;
  private final QuotaSettings quotas;
  private final Clock clock;

  @Inject
  Shares(
      ShareRows rows,
      Clusters clusters,
      ClusterClients clients,
      Projects projects,
      InstallationSettings installation,
      QuotaSettings quotas,
      Clock clock) {
    this.rows = rows;
    this.clusters = clusters;
    this.clients = clients;
    this.projects = projects;
    this.installation = installation;
    this.quotas = quotas;
    this.clock = clock;
  }

  /**
   * Shares a cluster and returns the link, which cannot be retrieved again.
   *
   * @throws ProblemException {@link SharingProblem#TOO_MANY_SHARES}
   */
  public CreatedShare create(Person person, String projectId, String clusterId) {
    var cluster = requireMayCreate(person, projectId, clusterId);
    clients.requireTokenDestination(cluster, cluster.serverForPeople());
    var token = RandomIds.token();
    var share =
        new Share(RandomIds.id(), cluster.id(), Sha256.hex(token), person.email(), clock.instant());
    rows.save(share, cluster, quotas.sharesPerCluster());
    LOG.info("share created: share={} cluster={} by={}", share.id(), clusterId, person.id());
    return new CreatedShare(share, installation.baseUrl() + LINK_PATH + token);
  }

  /**
   * The cluster, if the person may share it.
   *
   * @throws ProblemException as {@link #requireGateOpen} and {@link Clusters#require}
   */
  public Cluster requireMayCreate(Person person, String projectId, String clusterId) {
    requireGateOpen();
    return clusters.require(person, projectId, clusterId, Action.SHARE_CLUSTER);
  }

  public List<Share> list(Person person, String projectId, String clusterId) {
    requireGateOpen();
    clusters.require(person, projectId, clusterId, Action.VIEW_SHARES);
    return rows.of(clusterId);
  }

  /** Revokes a share with immediate effect; revoking it again changes nothing. */
  public void revoke(Person person, String projectId, String clusterId, String shareId) {
    requireGateOpen();
    clusters.require(person, projectId, clusterId, Action.REVOKE_SHARE);
    var share =
        rows.find(shareId)
            .filter(found -> found.clusterId().equals(clusterId))
            .orElseThrow(() -> new ProblemException(SharingProblem.SHARE_UNKNOWN));
    rows.revoke(share.id(), person.email(), clock.instant());
    LOG.info("share revoked: share={} cluster={} by={}", shareId, clusterId, person.id());
  }

  /**
   * The active shares of a project's clusters that a person has created, also while the feature
   * gate is closed.
   */
  public List<SharedCluster> createdBy(Person caller, String projectId, String creatorKey) {
    var project = projects.require(caller, projectId, Action.VIEW_SHARES);
    return rows.activeCreatedBy(projectId, creatorKey).stream()
        .map(
            shareAndCluster ->
                new SharedCluster(
                    shareAndCluster.share(), shareAndCluster.cluster(), project.name()))
        .toList();
  }

  /**
   * Revokes all active shares of a project's clusters that a person has created, and returns their
   * number.
   */
  public int revokeCreatedBy(Person caller, String projectId, String creatorKey) {
    projects.require(caller, projectId, Action.REVOKE_SHARE);
    var found = rows.activeCreatedBy(projectId, creatorKey);
    found.forEach(one -> rows.revoke(one.share().id(), caller.email(), clock.instant()));
    LOG.info(
        "shares of a person revoked: project={} of={} count={} by={}",
        projectId,
        Person.id(creatorKey),
        found.size(),
        caller.id());
    return found.size();
  }

  /**
   * Revokes all shares of a cluster whose address changed: a link is valid only for the address at
   * its creation.
   */
  void onEndpointChanged(@Observes ClusterEndpointChanged change) {
    int revoked = rows.revokeAll(change.clusterId(), change.by(), clock.instant());
    LOG.info(
        "shares revoked, cluster endpoint changed: cluster={} count={}",
        change.clusterId(),
        revoked);
  }

  /**
   * Finds the shared cluster of a link's token.
   *
   * @throws ProblemException {@link SharingProblem#SHARE_UNKNOWN} or {@link
   *     SharingProblem#SHARE_REVOKED}
   */
  public SharedCluster findByLink(String token) {
    requireGateOpen();
    return active(rows.withTokenHash(Sha256.hex(token)));
  }

  /**
   * Finds the shared cluster of a share with which a sign-in began; the share may have been revoked
   * since.
   */
  public SharedCluster findById(String shareId) {
    requireGateOpen();
    return active(rows.withCluster(shareId));
  }

  /**
   * Finds the shared cluster of a link in KKP's format, which names the project, the cluster and
   * the creator of the share.
   *
   * @throws ProblemException {@link SharingProblem#LINK_WITHOUT_SHARE} unless that person has an
   *     active share of the cluster. Unknown ids have the same problem, so that they cannot be
   *     probed
   */
  public SharedCluster findByLink(String projectId, String clusterId, String userId) {
    requireGateOpen();
    return projects.find(projectId).stream()
        .flatMap(
            project ->
                rows.activeOf(clusterId).stream()
                    .filter(
                        shareAndCluster -> shareAndCluster.cluster().projectId().equals(projectId))
                    .filter(
                        shareAndCluster ->
                            Person.id(shareAndCluster.share().createdByKey()).equals(userId))
                    .flatMap(shareAndCluster -> shared(shareAndCluster, project).stream()))
        .findFirst()
        .map(this::requireUsable)
        .orElseThrow(() -> new ProblemException(SharingProblem.LINK_WITHOUT_SHARE));
  }

  /** Refuses the request as a missing page while the feature gate is closed. */
  public void requireGateOpen() {
    if (!installation.isOpen(FeatureGate.OIDC_KUBE_CFG_ENDPOINT)) {
      throw new ProblemException(SharingProblem.GATE_CLOSED);
    }
  }

  private SharedCluster active(Optional<ShareAndCluster> row) {
    var shareAndCluster = row.orElseThrow(() -> new ProblemException(SharingProblem.SHARE_UNKNOWN));
    return projects
        .find(shareAndCluster.cluster().projectId())
        .flatMap(project -> shared(shareAndCluster, project))
        .map(this::requireUsable)
        .orElseThrow(() -> new ProblemException(SharingProblem.SHARE_REVOKED));
  }

  /**
   * Checks again whether tokens may go to the cluster: settings, address or client may have changed
   * since the share was created.
   */
  private SharedCluster requireUsable(SharedCluster shared) {
    clients.requireTokenDestination(shared.cluster(), shared.cluster().serverForPeople());
    return shared;
  }

  /**
   * The shared cluster; empty if the share is revoked or its creator may no longer share the
   * cluster.
   */
  private Optional<SharedCluster> shared(ShareAndCluster shareAndCluster, Project project) {
    return shareAndCluster.share().active()
            && projects.allowed(
                shareAndCluster.share().createdByKey(), project, Action.SHARE_CLUSTER)
        ? Optional.of(
            new SharedCluster(shareAndCluster.share(), shareAndCluster.cluster(), project.name()))
        : Optional.empty();
  }
}
