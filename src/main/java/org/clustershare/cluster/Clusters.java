package org.clustershare.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.clustershare.cluster.credentials.SealedCredentials;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.ClusterApis;
import org.clustershare.kubernetes.SealedAccess;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.memory.HeldMemory;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.project.Permissions;
import org.clustershare.project.Projects;

/** The clusters of the projects, and the way to their API servers. */
@ApplicationScoped
public class Clusters {
  private static final Duration CALL_LIMIT = Duration.ofSeconds(15);

  @Inject private ClusterRows rows;
  @Inject private Projects projects;
  @Inject private Permissions permissions;
  @Inject private SealedCredentials sealed;
  @Inject private ClusterApis apis;
  @Inject private ClusterAccessCache accessCache;
  @Inject private RequestMemory memory;

  /** All clusters of a project, by name. */
  public List<Cluster> in(Person person, String projectId) {
    return in(person, projectId, ClusterQuery.all());
  }

  public List<Cluster> in(Person person, String projectId, ClusterQuery query) {
    projects.require(person, projectId, Action.VIEW_CLUSTER);
    return rows.in(projectId, query);
  }

  /** How many clusters of a project have this in their name. */
  public long count(Person person, String projectId, String search) {
    projects.require(person, projectId, Action.VIEW_CLUSTER);
    return rows.count(projectId, search);
  }

  /**
   * The cluster, when the person may do this with it.
   *
   * @throws ProblemException as {@link Projects#require}, and {@link
   *     ClusterProblem#CLUSTER_UNKNOWN} when the project has no such cluster
   */
  public Cluster require(Person person, String projectId, String clusterId, Action action) {
    requireVersion(person, projectId, clusterId, action);
    return rows.find(clusterId).orElseThrow(Clusters::unknown);
  }

  /**
   * Decides with one query whether the person may do this with the cluster; gives the version of
   * the cluster's row. Every way to a cluster that belongs to a request begins here. Only for a
   * cluster that the project does not have, a second query finds the reason to tell.
   */
  private long requireVersion(Person person, String projectId, String clusterId, Action action) {
    var standing = rows.standing(projectId, clusterId, permissions.memberKeys(person));
    if (standing.isEmpty()) {
      projects.require(person, projectId, action);
      throw unknown();
    }
    permissions.require(person, standing.get().role(), action);
    return standing.get().version();
  }

  private static ProblemException unknown() {
    return new ProblemException(ClusterProblem.CLUSTER_UNKNOWN);
  }

  public Optional<Cluster> find(String clusterId) {
    return rows.find(clusterId);
  }

  /**
   * The way to a cluster's API server, with the credentials that are kept; when they are replaced
   * while it is in use, it goes on with the new ones. All calls together end within 15 seconds,
   * unless {@link ClusterApi#within} says otherwise: a slow cluster must not hold our threads.
   */
  public ClusterApi api(Cluster cluster) {
    return api(cluster.id(), sealed.sealedAccess(cluster));
  }

  /**
   * The way to a cluster's API server, when the person may do this with it.
   *
   * @throws ProblemException as {@link #require}
   */
  public ClusterApi api(Person person, String projectId, String clusterId, Action action) {
    long version = requireVersion(person, projectId, clusterId, action);
    return api(clusterId, accessCache.access(clusterId, version).orElseThrow(Clusters::unknown));
  }

  /**
   * The way to a cluster's API server for work of our own, which no request waits for.
   *
   * @param held holds what the work reads; it ends with the work
   */
  public ClusterApi api(Cluster cluster, HeldMemory held) {
    return connection(cluster.id(), sealed.sealedAccess(cluster)).holding(apis.checkMemory(), held);
  }

  private ClusterApi api(String clusterId, SealedAccess kept) {
    return connection(clusterId, kept).holding(memory.held());
  }

  private ClusterApi connection(String clusterId, SealedAccess kept) {
    return apis.of(
            clusterId, kept, () -> rows.find(clusterId).map(sealed::sealedAccess).orElse(kept))
        .sharedWithin(CALL_LIMIT);
  }
}
