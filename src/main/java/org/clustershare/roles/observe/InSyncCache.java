package org.clustershare.roles.observe;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import org.clustershare.bindings.subject.UsernamePrefixes;

/**
 * What clusters answered when nothing was to be done in them. Who answers the same to the same
 * question is in sync still, and need not be understood again. A few hundred octets a cluster.
 */
public final class InSyncCache {
  private static final int MAX_CLUSTERS = 20_000;

  private final Cache<String, Observation> observations =
      Caffeine.newBuilder()
          .maximumSize(MAX_CLUSTERS)
          .expireAfterAccess(Duration.ofHours(1))
          .build();

  /**
   * All that a plan is made of, beside the default roles, which stay the same while we run.
   *
   * @param owner who owns the cluster
   * @param names how the cluster knows people
   * @param boundOwner whom we bound
   * @param digest what the cluster answered, as {@link RoleReader#digest} tells it apart
   */
  public record Observation(
      String owner, UsernamePrefixes names, String boundOwner, String digest) {}

  public boolean isSame(String clusterId, Optional<Observation> look) {
    return look.isPresent() && look.get().equals(observations.getIfPresent(clusterId));
  }

  /** A look after which nothing was to be done; empty when it could not be told apart. */
  public void put(String clusterId, Optional<Observation> look) {
    look.ifPresentOrElse(seen -> observations.put(clusterId, seen), () -> forget(clusterId));
  }

  public void forget(String clusterId) {
    observations.invalidate(clusterId);
  }
}
