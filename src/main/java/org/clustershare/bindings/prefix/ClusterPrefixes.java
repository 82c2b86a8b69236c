package org.clustershare.bindings.prefix;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.clustershare.bindings.subject.BindingProblem;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.cluster.Clusters;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.text.PlainText;
import org.clustershare.project.Action;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How each cluster's API server names the people and groups of the provider. */
@ApplicationScoped
public class ClusterPrefixes {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterPrefixes.class);
  private static final int MAX_LENGTH = 200;

  @Inject private StoredPrefixesRows rows;
  @Inject private Clusters clusters;

  /** The prefixes of a cluster; none unless somebody said so. */
  public UsernamePrefixes of(String clusterId) {
    return rows.find(clusterId)
        .map(identity -> new UsernamePrefixes(identity.usernamePrefix(), identity.groupsPrefix()))
        .orElse(UsernamePrefixes.NONE);
  }

  /**
   * Follows what the API server was seen to put before names, unless a person said something else:
   * then bindings that are made from now on reach the people whom they name.
   */
  public void adopt(String clusterId, UsernamePrefixes seen) {
    if (rows.find(clusterId).isEmpty()
        && !seen.equals(UsernamePrefixes.NONE)
        && isUsable(seen.usernames())
        && isUsable(seen.groups())) {
      rows.save(new StoredPrefixes(clusterId, seen.usernames(), seen.groups()));
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
   * @throws ProblemException {@link BindingProblem#PREFIX_INVALID}, and as {@link Clusters#require}
   */
  public void set(Person person, String projectId, String clusterId, UsernamePrefixes prefixes) {
    clusters.require(person, projectId, clusterId, Action.CHANGE_BINDINGS);
    requireUsable(prefixes.usernames());
    requireUsable(prefixes.groups());
    rows.save(new StoredPrefixes(clusterId, prefixes.usernames(), prefixes.groups()));
    LOG.info("name prefixes set: cluster={} by={}", clusterId, person.id());
  }

  private static void requireUsable(String prefix) {
    if (!isUsable(prefix)) {
      throw new ProblemException(BindingProblem.PREFIX_INVALID, MAX_LENGTH);
    }
  }

  /** A beginning of "system:" is no prefix either: the provider's name could be its end. */
  private static boolean isUsable(String prefix) {
    return !prefix.startsWith(UsernamePrefixes.RESERVED)
        && (prefix.isEmpty() || !UsernamePrefixes.RESERVED.startsWith(prefix))
        // Every character is seen: else two prefixes could look the same.
        && (prefix.isEmpty() || PlainText.isLine(prefix, MAX_LENGTH));
  }
}
