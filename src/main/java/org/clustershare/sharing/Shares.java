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
import org.clustershare.sharing.ShareRows.Found;
import org.clustershare.sharing.entity.Share;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares of clusters. A link is a capability: 256 random bits of which only a hash is kept. It
 * works while the share is active and whoever made it may still share the cluster.
 */
@ApplicationScoped
public class Shares {
  /** The path of a link, before its token. */
  public static final String LINK_PATH = "/share/";

  private static final Logger LOG = LoggerFactory.getLogger(Shares.class);

  @Inject private ShareRows rows;
  @Inject private Clusters clusters;
  @Inject private ClusterClients clients;
  @Inject private Projects projects;
  @Inject private InstallationSettings installation;
  @Inject private QuotaSettings quotas;
  @Inject private Clock clock;

  /**
   * Shares a cluster and gives the link, which cannot be had again.
   *
   * @throws ProblemException {@link SharingProblem#TOO_MANY_SHARES}
   */
  public CreatedShare create(Person person, String projectId, String clusterId) {
    var cluster = requireMayCreate(person, projectId, clusterId);
    clients.requireTokensMayGoTo(cluster, cluster.serverForPeople());
    var token = RandomIds.token();
    var share =
        new Share(
            RandomIds.id(),
            cluster.id(),
            Sha256.hex(token),
            person.email(),
            person.key(),
            clock.instant());
    rows.save(share, cluster, quotas.sharesPerCluster());
    LOG.info("share created: share={} cluster={} by={}", share.id(), clusterId, person.id());
    return new CreatedShare(share, installation.baseUrl() + LINK_PATH + token);
  }

  /**
   * The cluster, when the person may share it.
   *
   * @throws ProblemException as {@link #requireOpen} and {@link Clusters#require}
   */
  public Cluster requireMayCreate(Person person, String projectId, String clusterId) {
    requireOpen();
    return clusters.require(person, projectId, clusterId, Action.SHARE_CLUSTER);
  }

  public List<Share> list(Person person, String projectId, String clusterId) {
    requireOpen();
    clusters.require(person, projectId, clusterId, Action.VIEW_SHARES);
    return rows.of(clusterId);
  }

  /** Ends a share at once; ending it again changes nothing. */
  public void revoke(Person person, String projectId, String clusterId, String shareId) {
    requireOpen();
    clusters.require(person, projectId, clusterId, Action.REVOKE_SHARE);
    var share =
        rows.find(shareId)
            .filter(found -> found.clusterId().equals(clusterId))
            .orElseThrow(() -> new ProblemException(SharingProblem.SHARE_UNKNOWN));
    rows.revoke(share.id(), person.email(), clock.instant());
    LOG.info("share revoked: share={} cluster={} by={}", shareId, clusterId, person.id());
  }

  /**
   * The active shares that a person made of a project's clusters, whether the feature gate is open
   * or not.
   */
  public List<SharedCluster> madeBy(Person asking, String projectId, String creatorKey) {
    var project = projects.require(asking, projectId, Action.VIEW_SHARES);
    return rows.activeMadeBy(projectId, creatorKey).stream()
        .map(found -> new SharedCluster(found.share(), found.cluster(), project.name()))
        .toList();
  }

  /** Revokes them all; tells how many. */
  public int revokeMadeBy(Person asking, String projectId, String creatorKey) {
    projects.require(asking, projectId, Action.REVOKE_SHARE);
    var found = rows.activeMadeBy(projectId, creatorKey);
    found.forEach(one -> rows.revoke(one.share().id(), asking.email(), clock.instant()));
    LOG.info(
        "shares of a person revoked: project={} of={} count={} by={}",
        projectId,
        Person.id(creatorKey),
        found.size(),
        asking.id());
    return found.size();
  }

  /** A link was made for the address that the cluster had then; nobody is led elsewhere by it. */
  void onMoved(@Observes ClusterEndpointChanged moved) {
    int ended = rows.revokeAll(moved.clusterId(), moved.by(), clock.instant());
    LOG.info("shares ended, cluster moved: cluster={} count={}", moved.clusterId(), ended);
  }

  /**
   * What a link's token leads to.
   *
   * @throws ProblemException {@link SharingProblem#SHARE_UNKNOWN} or {@link
   *     SharingProblem#SHARE_REVOKED}
   */
  public SharedCluster open(String token) {
    requireOpen();
    return active(rows.withTokenHash(Sha256.hex(token)));
  }

  /** The same for a share that a sign-in began with: it may have ended meanwhile. */
  public SharedCluster reopen(String shareId) {
    requireOpen();
    return active(rows.withCluster(shareId));
  }

  /**
   * What a link of KKP's form leads to: it names the project, the cluster and whoever shares.
   *
   * @throws ProblemException {@link SharingProblem#LINK_WITHOUT_SHARE} unless that person has an
   *     active share of the cluster; the same for ids that do not exist, so that they cannot be
   *     probed
   */
  public SharedCluster open(String projectId, String clusterId, String userId) {
    requireOpen();
    return projects.find(projectId).stream()
        .flatMap(
            project ->
                rows.activeOf(clusterId).stream()
                    .filter(found -> found.cluster().projectId().equals(projectId))
                    .filter(found -> Person.id(found.share().createdByKey()).equals(userId))
                    .flatMap(found -> shared(found, project).stream()))
        .findFirst()
        .map(this::usable)
        .orElseThrow(() -> new ProblemException(SharingProblem.LINK_WITHOUT_SHARE));
  }

  /** Ends the request like a missing page while the feature gate is closed. */
  public void requireOpen() {
    if (!installation.open(FeatureGate.OIDC_KUBE_CFG_ENDPOINT)) {
      throw new ProblemException(SharingProblem.GATE_CLOSED);
    }
  }

  private SharedCluster active(Optional<Found> row) {
    var found = row.orElseThrow(() -> new ProblemException(SharingProblem.SHARE_UNKNOWN));
    return projects
        .find(found.cluster().projectId())
        .flatMap(project -> shared(found, project))
        .map(this::usable)
        .orElseThrow(() -> new ProblemException(SharingProblem.SHARE_REVOKED));
  }

  /** The settings, the cluster's address for people or its client may have changed since. */
  private SharedCluster usable(SharedCluster shared) {
    clients.requireTokensMayGoTo(shared.cluster(), shared.cluster().serverForPeople());
    return shared;
  }

  /** Empty when it was revoked, or whoever made it may not share any more. */
  private Optional<SharedCluster> shared(Found found, Project project) {
    return found.share().active()
            && projects.allowed(found.share().createdByKey(), project, Action.SHARE_CLUSTER)
        ? Optional.of(new SharedCluster(found.share(), found.cluster(), project.name()))
        : Optional.empty();
  }
}
