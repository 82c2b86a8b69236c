package org.clustershare.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.clustershare.cluster.credentials.SealedCredentials;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.kubernetes.SealedAccess;

/**
 * Cache of the sealed access to clusters. It takes no authorization decisions: for each request,
 * {@link Clusters} reads the person's role and the version of the cluster's row from the database.
 * An entry is valid for one version.
 */
@ApplicationScoped
class ClusterAccessCache {
  private static final int MAX_WEIGHT = 10_000;

  /** Length of a CA with a sealed certificate and its key, in characters. */
  private static final int TYPICAL_ROW = 10 << 10;

  private final ClusterRows rows;
  private final SealedCredentials sealed;

  private final Cache<String, CachedAccess> cache =
      Caffeine.newBuilder()
          .maximumWeight(MAX_WEIGHT)
          .weigher((String clusterId, CachedAccess one) -> one.weight())
          .expireAfterAccess(Duration.ofHours(1))
          .build();

  /**
   * The access in one version of a cluster's row.
   *
   * @param weight 1 for a typical CA and credentials, more for larger ones
   */
  private record CachedAccess(long version, SealedAccess access, int weight) {}

  @Inject
  ClusterAccessCache(ClusterRows rows, SealedCredentials sealed) {
    this.rows = rows;
    this.sealed = sealed;
  }

  /** The access in a row of this version; empty if the cluster was removed meanwhile. */
  Optional<SealedAccess> access(String clusterId, long version) {
    return Optional.ofNullable(cache.getIfPresent(clusterId))
        .filter(found -> found.version() == version)
        .map(CachedAccess::access)
        .or(() -> read(clusterId));
  }

  private static int weight(Cluster cluster) {
    int length =
        cluster.caPem().map(String::length).orElse(0) + cluster.sealedCredentials().length();
    return 1 + length / TYPICAL_ROW;
  }

  /** The row may be newer than the version that the caller found: it is cached under its own. */
  private Optional<SealedAccess> read(String clusterId) {
    return rows.find(clusterId)
        .map(
            cluster -> {
              var access = sealed.sealedAccess(cluster);
              cache.put(clusterId, new CachedAccess(cluster.version(), access, weight(cluster)));
              return access;
            });
  }
}
