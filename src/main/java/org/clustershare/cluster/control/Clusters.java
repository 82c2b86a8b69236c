package org.clustershare.cluster.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clustershare.cluster.entity.Cluster;
import org.clustershare.cluster.kubernetes.ClusterAccess;
import org.clustershare.cluster.kubernetes.ClusterApi;
import org.clustershare.cluster.kubernetes.ClusterApis;
import org.clustershare.cluster.kubernetes.ClusterException;
import org.clustershare.identity.control.Person;
import org.clustershare.platform.Ids;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.control.Action;
import org.clustershare.project.control.Projects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clusters of the projects, and the way to their API servers. */
@ApplicationScoped
public class Clusters {
  private static final Logger LOG = LoggerFactory.getLogger(Clusters.class);
  private static final int NAME_LENGTH = 100;

  @Inject private ClusterRows rows;
  @Inject private Projects projects;
  @Inject private SealedCredentials sealed;
  @Inject private ClusterApis apis;
  @Inject private Event<ClusterAdded> added;
  @Inject private Clock clock;

  /**
   * Adds a cluster after its API server has answered.
   *
   * @throws ProblemException when the name or the kubeconfig is not accepted, or the API server
   *     cannot be reached or refuses the credentials; nothing is kept then
   */
  public Cluster add(Person person, String projectId, String name, String kubeconfig) {
    projects.require(person, projectId, Action.ADD_CLUSTER);
    var trimmed = name.strip();
    if (trimmed.isEmpty()
        || trimmed.length() > NAME_LENGTH
        || trimmed.chars().anyMatch(Character::isISOControl)) {
      throw new ProblemException(ClusterProblem.CLUSTER_NAME_INVALID, NAME_LENGTH);
    }
    var access = read(kubeconfig);
    var id = Ids.id();
    check(id, access);
    var cluster =
        new Cluster(
            id,
            projectId,
            trimmed,
            access.server(),
            access.caPem(),
            person.email(),
            sealed.seal(id, access.credentials()),
            clock.instant());
    rows.save(cluster);
    LOG.info("cluster added: cluster={} project={} by={}", id, projectId, person.id());
    added.fire(new ClusterAdded(id));
    return cluster;
  }

  public List<Cluster> in(Person person, String projectId) {
    projects.require(person, projectId, Action.VIEW_CLUSTER);
    return rows.in(projectId);
  }

  /**
   * The cluster, when the person may do this with it.
   *
   * @throws ProblemException as {@link Projects#require}, and {@link
   *     ClusterProblem#CLUSTER_UNKNOWN} when the project has no such cluster
   */
  public Cluster require(Person person, String projectId, String clusterId, Action action) {
    projects.require(person, projectId, action);
    return rows.find(clusterId)
        .filter(cluster -> cluster.projectId().equals(projectId))
        .orElseThrow(() -> new ProblemException(ClusterProblem.CLUSTER_UNKNOWN));
  }

  public Optional<Cluster> find(String clusterId) {
    return rows.find(clusterId);
  }

  public List<String> ids() {
    return rows.ids();
  }

  /** The way to a cluster's API server, with the credentials that were uploaded. */
  public ClusterApi api(Cluster cluster) {
    var credentials = sealed.open(cluster.id(), cluster.sealedCredentials());
    return apis.of(cluster.id(), new ClusterAccess(cluster.server(), cluster.caPem(), credentials));
  }

  /** Keeps in mind that the owner was bound, so that a binding removed later stays removed. */
  public void ownerBound(String clusterId, Instant when) {
    rows.ownerBound(clusterId, when);
  }

  private static ClusterAccess read(String kubeconfig) {
    try {
      return UploadedKubeconfig.read(kubeconfig);
    } catch (InvalidKubeconfigException e) {
      throw new ProblemException(ClusterProblem.KUBECONFIG_INVALID, e.sentence());
    }
  }

  private void check(String id, ClusterAccess access) {
    try {
      apis.of(id, access).get("/version");
      apis.of(id, access).get("/apis/rbac.authorization.k8s.io/v1/clusterroles/view");
    } catch (ClusterException e) {
      throw new ProblemException(e, ClusterProblem.CLUSTER_NOT_ADDED, e.sentence());
    }
  }
}
