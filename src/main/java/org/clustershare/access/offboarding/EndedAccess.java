package org.clustershare.access.offboarding;

import java.util.List;
import org.clustershare.cluster.model.Cluster;

/**
 * What was ended of a person's or group's access to a project, and what was not.
 *
 * @param access what became of the bindings, by cluster
 * @param given the clusters that another person owns now
 * @param owned the clusters that still name the person as their owner, without a binding
 * @param revokedShares how many shares of theirs were revoked
 */
public record EndedAccess(
    RevocationReport access, List<Cluster> given, List<Cluster> owned, int revokedShares) {
  public EndedAccess {
    given = List.copyOf(given);
    owned = List.copyOf(owned);
  }
}
