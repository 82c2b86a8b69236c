package org.clustershare.access.offboarding;

import java.util.List;
import org.clustershare.cluster.model.Cluster;

/**
 * The result of ending a person's or group's access to a project.
 *
 * @param access the result for the bindings, by cluster
 * @param given the clusters that were given to another owner
 * @param owned the clusters whose owner is still the person, without a binding
 * @param revokedShares the number of revoked shares that the person had made
 */
public record EndedAccess(
    RevocationReport access, List<Cluster> given, List<Cluster> owned, int revokedShares) {
  public EndedAccess {
    given = List.copyOf(given);
    owned = List.copyOf(owned);
  }
}
