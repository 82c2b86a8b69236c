package org.clustershare.bindings.prefix;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditEvent;
import org.clustershare.bindings.subject.BindingProblem;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.cluster.Clusters;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.text.PlainText;
import org.clustershare.project.Action;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The username prefixes of each cluster, as people set them or as a trust check observed them. */
@ApplicationScoped
public class ClusterPrefixes {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterPrefixes.class);
  private static final int MAX_LENGTH = 200;

  private final StoredPrefixesRows rows;
  private final Clusters clusters;

  @Inject
  ClusterPrefixes(StoredPrefixesRows rows, Clusters clusters) {
    this.rows = rows;
    this.clusters = clusters;
  }

  /** The prefixes of a cluster; {@link UsernamePrefixes#NONE} if none were set or observed. */
  public UsernamePrefixes of(String clusterId) {
    return rows.find(clusterId)
        .map(stored -> new UsernamePrefixes(stored.usernamePrefix(), stored.groupsPrefix()))
        .orElse(UsernamePrefixes.NONE);
  }

  /**
   * Adopts the prefixes that the API server was observed to use, unless a person set others. New
   * bindings then reach the people that they name.
   */
  public void adopt(String projectId, String clusterId, UsernamePrefixes observed) {
    if (rows.find(clusterId).isEmpty()
        && !observed.equals(UsernamePrefixes.NONE)
        && isUsable(observed.usernames())
        && isUsable(observed.groups())) {
      rows.save(
          new StoredPrefixes(clusterId, observed.usernames(), observed.groups()),
          AuditEvent.of(AuditAction.PREFIXES_ADOPT).at(projectId, clusterId));
      LOG.info(
          "username prefixes adopted: cluster={} usernames={} groups={}",
          clusterId,
          observed.usernames(),
          observed.groups());
    }
  }

  /**
   * Sets the prefixes of a cluster. Existing bindings do not change.
   *
   * @throws ProblemException {@link BindingProblem#PREFIX_INVALID}, and as {@link Clusters#require}
   */
  public void set(Person person, String projectId, String clusterId, UsernamePrefixes prefixes) {
    clusters.require(person, projectId, clusterId, Action.CHANGE_BINDINGS);
    requireUsable(prefixes.usernames());
    requireUsable(prefixes.groups());
    rows.save(
        new StoredPrefixes(clusterId, prefixes.usernames(), prefixes.groups()),
        AuditEvent.of(AuditAction.PREFIXES_SET).at(projectId, clusterId));
    LOG.info("username prefixes set: cluster={} by={}", clusterId, person.id());
  }

  private static void requireUsable(String prefix) {
    if (!isUsable(prefix)) {
      throw new ProblemException(BindingProblem.PREFIX_INVALID, MAX_LENGTH);
    }
  }

  /** A beginning of "system:" is refused, too: the provider's name could complete it. */
  private static boolean isUsable(String prefix) {
    return !prefix.startsWith(UsernamePrefixes.RESERVED)
        && (prefix.isEmpty() || !UsernamePrefixes.RESERVED.startsWith(prefix))
        // Every character is visible; otherwise two prefixes could look the same.
        && (prefix.isEmpty() || PlainText.isLine(prefix, MAX_LENGTH));
  }
}
