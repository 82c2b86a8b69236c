package org.clustershare.rbac.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.clustershare.cluster.control.Clusters;
import org.clustershare.identity.control.Person;
import org.clustershare.platform.PlainText;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.control.Action;
import org.clustershare.rbac.entity.ClusterIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How each cluster's API server names the people and groups of the provider. */
@ApplicationScoped
public class ClusterNames {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterNames.class);
  private static final int LONGEST = 200;

  @Inject private ClusterIdentityRows rows;
  @Inject private Clusters clusters;

  /** The prefixes of a cluster; none unless somebody said so. */
  public NamePrefixes of(String clusterId) {
    return rows.find(clusterId)
        .map(identity -> new NamePrefixes(identity.usernamePrefix(), identity.groupsPrefix()))
        .orElse(NamePrefixes.NONE);
  }

  /**
   * Follows what the API server was seen to put before names, unless a person said something else:
   * then bindings that are made from now on reach the people whom they name.
   */
  public void follow(String clusterId, NamePrefixes seen) {
    if (rows.find(clusterId).isEmpty()
        && !seen.equals(NamePrefixes.NONE)
        && isUsable(seen.usernames())
        && isUsable(seen.groups())) {
      rows.save(new ClusterIdentity(clusterId, seen.usernames(), seen.groups()));
      LOG.info(
          "name prefixes followed: cluster={} usernames={} groups={}",
          clusterId,
          seen.usernames(),
          seen.groups());
    }
  }

  /**
   * Says what a cluster puts before names. Bindings that are there already stay as they are.
   *
   * @throws ProblemException {@link RbacProblem#PREFIX_INVALID}, and as {@link Clusters#require}
   */
  public void set(Person person, String projectId, String clusterId, NamePrefixes prefixes) {
    clusters.require(person, projectId, clusterId, Action.CHANGE_BINDINGS);
    check(prefixes.usernames());
    check(prefixes.groups());
    rows.save(new ClusterIdentity(clusterId, prefixes.usernames(), prefixes.groups()));
    LOG.info("name prefixes set: cluster={} by={}", clusterId, person.id());
  }

  private static void check(String prefix) {
    if (!isUsable(prefix)) {
      throw new ProblemException(RbacProblem.PREFIX_INVALID, LONGEST);
    }
  }

  /** A beginning of "system:" is no prefix either: the provider's name could be its end. */
  private static boolean isUsable(String prefix) {
    return !prefix.startsWith(NamePrefixes.KUBERNETES)
        && (prefix.isEmpty() || !NamePrefixes.KUBERNETES.startsWith(prefix))
        // Every character is seen: else two prefixes could look the same.
        && (prefix.isEmpty() || PlainText.isLine(prefix, LONGEST));
  }
}
