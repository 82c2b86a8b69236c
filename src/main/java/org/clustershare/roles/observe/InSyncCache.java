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
  private static final int MOST = 20_000;

  private final Cache<String, Look> looks =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(Duration.ofHours(1)).build();

  /**
   * All that a plan is made of, beside the default roles, which stay the same while we run.
   *
   * @param owner who owns the cluster
   * @param names how the cluster knows people
   * @param boundOwner whom we bound
   * @param digest what the cluster answered, as {@link RoleReader#digest} tells it apart
   */
  public record Look(String owner, UsernamePrefixes names, String boundOwner, String digest) {}

  public boolean isSame(String clusterId, Optional<Look> look) {
    return look.isPresent() && look.get().equals(looks.getIfPresent(clusterId));
  }

  /** A look after which nothing was to be done; empty when it could not be told apart. */
  public void note(String clusterId, Optional<Look> look) {
    look.ifPresentOrElse(seen -> looks.put(clusterId, seen), () -> forget(clusterId));
  }

  public void forget(String clusterId) {
    looks.invalidate(clusterId);
  }
}
