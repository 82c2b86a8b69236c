package org.clustershare.cluster.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.cluster.ClusterRemoval.Removal;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Projects;

/** Facade for the life of a registered cluster: addition, check, change and removal. */
@ApplicationScoped
public class ClusterRegistration {
  private final ClusterAdditions additions;
  private final ClusterChecks checks;
  private final ClusterUpdates updates;
  private final ClusterRemovals removals;

  @Inject
  ClusterRegistration(
      ClusterAdditions additions,
      ClusterChecks checks,
      ClusterUpdates updates,
      ClusterRemovals removals) {
    this.additions = additions;
    this.checks = checks;
    this.updates = updates;
    this.removals = removals;
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
    return additions.add(person, projectId, name, kubeconfig, acceptUnverified);
  }

  /** Checks a cluster that could be added; stores nothing. */
  public ClusterReport check(Person person, String projectId, byte[] kubeconfig) {
    return additions.check(person, projectId, kubeconfig);
  }

  /** Checks a registered cluster and stores the result. */
  public ClusterReport check(Person person, String projectId, String clusterId) {
    return checks.check(person, projectId, clusterId);
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
