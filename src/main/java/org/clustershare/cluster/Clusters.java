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

/** Access to registered clusters and their API servers, with authorization. */
@ApplicationScoped
public class Clusters {
  private static final Duration CALL_LIMIT = Duration.ofSeconds(15);

  private final ClusterRows rows;
  private final Projects projects;
  private final Permissions permissions;
  private final SealedCredentials sealed;
  private final ClusterApis apis;
  private final ClusterAccessCache accessCache;
  private final RequestMemory memory;

  @Inject
  Clusters(
      ClusterRows rows,
      Projects projects,
      Permissions permissions,
      SealedCredentials sealed,
      ClusterApis apis,
      ClusterAccessCache accessCache,
      RequestMemory memory) {
    this.rows = rows;
    this.projects = projects;
    this.permissions = permissions;
    this.sealed = sealed;
    this.apis = apis;
    this.accessCache = accessCache;
    this.memory = memory;
  }

  /** All clusters of a project, by name. */
  public List<Cluster> in(Person person, String projectId) {
    return in(person, projectId, ClusterQuery.all());
  }

  public List<Cluster> in(Person person, String projectId, ClusterQuery query) {
    projects.require(person, projectId, Action.VIEW_CLUSTER);
    return rows.in(projectId, query);
  }

  /** The number of clusters of a project with this text in their name. */
  public long count(Person person, String projectId, String search) {
    projects.require(person, projectId, Action.VIEW_CLUSTER);
    return rows.count(projectId, search);
  }

  /**
   * The cluster, if the person may take this action on it.
   *
   * @throws ProblemException as {@link Projects#require}, and {@link
   *     ClusterProblem#CLUSTER_UNKNOWN} if the project has no such cluster
   */
  public Cluster require(Person person, String projectId, String clusterId, Action action) {
    requireVersion(person, projectId, clusterId, action);
    return rows.find(clusterId).orElseThrow(Clusters::unknown);
  }

  /**
   * Decides with one query whether the person may take the action; returns the version of the
   * cluster's row. All access to clusters within a request is authorized here. If the project has
   * no such cluster, a second query finds the reason to report.
   */
  private long requireVersion(Person person, String projectId, String clusterId, Action action) {
    var standing = rows.standing(projectId, clusterId, permissions.memberKeys(person));
    if (standing.isEmpty()) {
      projects.require(person, projectId, action);
      throw unknown();
    }
    projects.require(person, standing.get().role(), action, projectId, clusterId);
    return standing.get().version();
  }

  private static ProblemException unknown() {
    return new ProblemException(ClusterProblem.CLUSTER_UNKNOWN);
  }

  public Optional<Cluster> find(String clusterId) {
    return rows.find(clusterId);
  }

  /**
   * Client of a cluster's API server with the stored credentials; if they are replaced meanwhile,
   * it continues with the new ones. All calls together end within 15 seconds, unless {@link
   * ClusterApi#within} sets another limit: a slow cluster must not occupy threads.
   */
  public ClusterApi api(Cluster cluster) {
    return api(cluster.id(), sealed.sealedAccess(cluster));
  }

  /**
   * Client of a cluster's API server, if the person may take this action on the cluster.
   *
   * @throws ProblemException as {@link #require}
   */
  public ClusterApi api(Person person, String projectId, String clusterId, Action action) {
    long version = requireVersion(person, projectId, clusterId, action);
    return api(clusterId, accessCache.access(clusterId, version).orElseThrow(Clusters::unknown));
  }

  /**
   * Client of a cluster's API server for background work, which no request waits for.
   *
   * @param held holds the memory of responses until the work ends
   */
  public ClusterApi api(Cluster cluster, HeldMemory held) {
    return connection(cluster.id(), sealed.sealedAccess(cluster)).holding(apis.checkMemory(), held);
  }

  private ClusterApi api(String clusterId, SealedAccess access) {
    return connection(clusterId, access).holding(memory.held());
  }

  private ClusterApi connection(String clusterId, SealedAccess access) {
    return apis.of(
            clusterId, access, () -> rows.find(clusterId).map(sealed::sealedAccess).orElse(access))
        .coalescedWithin(CALL_LIMIT);
  }
}
