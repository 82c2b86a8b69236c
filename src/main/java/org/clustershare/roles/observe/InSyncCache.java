package org.clustershare.roles.observe;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import org.clustershare.bindings.subject.UsernamePrefixes;

/**
 * The last observation of each cluster that was in sync. A cluster whose observation is equal is
 * still in sync, and its answers need no parsing. It takes a few hundred bytes a cluster.
 */
public final class InSyncCache {
  private static final int MAX_CLUSTERS = 20_000;

  private final Cache<String, Observation> observations =
      Caffeine.newBuilder()
          .maximumSize(MAX_CLUSTERS)
          .expireAfterAccess(Duration.ofHours(1))
          .build();

  /**
   * The input of a plan, without the default roles, which do not change in a running instance.
   *
   * @param owner the email of the cluster's owner
   * @param prefixes the cluster's username prefixes
   * @param boundOwner the email of the owner that Cluster Share bound
   * @param digest the {@link RoleReader#digest} of the cluster's answers
   */
  public record Observation(
      String owner, UsernamePrefixes prefixes, String boundOwner, String digest) {}

  public boolean isSame(String clusterId, Optional<Observation> observation) {
    return observation.isPresent()
        && observation.get().equals(observations.getIfPresent(clusterId));
  }

  /** Stores the observation of a cluster that is in sync; an empty one removes the cluster. */
  public void put(String clusterId, Optional<Observation> observation) {
    observation.ifPresentOrElse(
        found -> observations.put(clusterId, found), () -> forget(clusterId));
  }

  public void forget(String clusterId) {
    observations.invalidate(clusterId);
  }
}
