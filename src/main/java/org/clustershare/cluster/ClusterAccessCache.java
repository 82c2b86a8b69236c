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
 * Cache of the sealed access to clusters that requests reach again and again. It decides nothing:
 * {@link Clusters} asks the database for each request whether the person may, and for the version
 * of the cluster's row. The cache holds for one version.
 */
@ApplicationScoped
class ClusterAccessCache {
  private static final int MAX_WEIGHT = 10_000;

  /** A CA with a sealed certificate and its key, in characters. */
  private static final int TYPICAL_ROW = 10 << 10;

  @Inject private ClusterRows rows;
  @Inject private SealedCredentials sealed;

  private final Cache<String, CachedAccess> cache =
      Caffeine.newBuilder()
          .maximumWeight(MAX_WEIGHT)
          .weigher((String clusterId, CachedAccess one) -> one.weight())
          .expireAfterAccess(Duration.ofHours(1))
          .build();

  /**
   * A cluster whose row was read.
   *
   * @param weight 1 with a usual CA and usual credentials, more for larger ones
   */
  private record CachedAccess(long version, SealedAccess access, int weight) {}

  /** The access in a row of this version; empty when the cluster was removed meanwhile. */
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

  /** What is read may be newer than the version that was found: it counts as what it is. */
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
