package org.clustershare.kubernetes;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.kubernetes.client.openapi.ApiClient;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.clustershare.kubernetes.Credentials.BearerToken;
import org.clustershare.kubernetes.Credentials.ClientCertificate;
import org.clustershare.kubernetes.connection.ApiConnection;
import org.clustershare.kubernetes.connection.ApiConnection.Limits;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.memory.MemoryBudget;
import org.clustershare.platform.net.AddressPolicy;
import org.clustershare.platform.net.AddressPolicyEnforcer;
import org.clustershare.platform.pem.CertificatePem;
import org.clustershare.platform.pem.InvalidCertificateException;
import org.clustershare.platform.problem.Message;

/**
 * Factory of clients for API servers. They share one connection pool; each has its own trust store
 * and credentials, cached while the cluster is in use.
 */
@ApplicationScoped
public class ClusterApis {
  private static final Duration CALL_LIMIT = Duration.ofSeconds(10);
  private static final int ANSWER_LIMIT = 4 << 20;
  private static final int MAX_WEIGHT = 10_000;

  /** Length of a CA with a certificate and its key, in characters. */
  private static final int TYPICAL_ACCESS = 6 << 10;

  /** How long a large response waits for memory that other responses hold. */
  private static final Duration MAX_MEMORY_WAIT = Duration.ofSeconds(2);

  private final AccountSource accountSource;
  private final Limits limits;
  private final OkHttpClient shared;
  private final Cache<String, CachedConnection> connections =
      Caffeine.newBuilder()
          .maximumWeight(MAX_WEIGHT)
          .weigher((String clusterId, CachedConnection one) -> one.weight())
          .expireAfterAccess(Duration.ofHours(1))
          .build();

  private final MemoryBudget requestMemory = MemoryBudget.ofHeap(4, 4, MAX_MEMORY_WAIT);
  private final MemoryBudget checkMemory = MemoryBudget.ofHeap(6, 2, MAX_MEMORY_WAIT);

  /**
   * A connection in the cache.
   *
   * @param weight 1 for a typical CA and credentials, more for larger ones
   */
  private record CachedConnection(String fingerprint, ApiConnection connection, int weight) {}

  /**
   * Clients within this installation's network settings.
   *
   * @param accountSource tells the account: the responses of one account hold at most half of the
   *     memory for all people
   */
  @Inject
  public ClusterApis(AddressPolicy policy, AccountSource accountSource) {
    this(policy, accountSource, Dns.SYSTEM, new Limits(CALL_LIMIT, ANSWER_LIMIT));
  }

  public ClusterApis(AddressPolicy policy) {
    this(policy, Dns.SYSTEM, new Limits(CALL_LIMIT, ANSWER_LIMIT));
  }

  ClusterApis(AddressPolicy policy, Dns resolver, Limits limits) {
    this(policy, Optional::empty, resolver, limits);
  }

  private ClusterApis(
      AddressPolicy policy, AccountSource accountSource, Dns resolver, Limits limits) {
    this.accountSource = accountSource;
    this.limits = limits;
    shared =
        new AddressPolicyEnforcer(policy, resolver)
            .clients()
            .connectionPool(new ConnectionPool(50, 1, TimeUnit.MINUTES))
            .build();
  }

  /**
   * Client of a registered cluster.
   *
   * @param current reads the access that is stored now; called if the API server refuses the
   *     credentials, because they may have been replaced meanwhile
   */
  public ClusterApi of(String clusterId, SealedAccess kept, Supplier<SealedAccess> current) {
    return new ClusterApi(
        connection(clusterId, kept), () -> connection(clusterId, current.get()), forReader());
  }

  /** Client of a cluster that is not registered, or not yet. */
  public ClusterApi of(ClusterAccess access) {
    var connection = connect(access);
    return new ClusterApi(connection, () -> connection, forReader());
  }

  private MemoryBudget forReader() {
    return accountSource.account().map(requestMemory::ofAccount).orElse(requestMemory);
  }

  /** Cached while it is in use; replaced when the fingerprint of the stored access changes. */
  private ApiConnection connection(String clusterId, SealedAccess kept) {
    return Optional.ofNullable(connections.getIfPresent(clusterId))
        .filter(found -> found.fingerprint().equals(kept.fingerprint()))
        .map(CachedConnection::connection)
        .orElseGet(
            () -> {
              var access = kept.opener().get();
              var connection = connect(access);
              connections.put(
                  clusterId,
                  new CachedConnection(
                      kept.fingerprint(), connection, 1 + access.size() / TYPICAL_ACCESS));
              return connection;
            });
  }

  /** Drops the connection to a removed cluster, and its credentials. */
  public void forget(String clusterId) {
    connections.invalidate(clusterId);
  }

  /** Client of the same API server with a person's token, for one request; never cached. */
  public ClusterApi as(URI server, Optional<String> caPem, Secret token) {
    return of(new ClusterAccess(server, caPem, new BearerToken(token)));
  }

  private ApiConnection connect(ClusterAccess access) {
    // client-java configures TLS: it trusts only the given CA and verifies host names.
    var client = new ApiClient(shared);
    if (access.credentials() instanceof ClientCertificate certificate) {
      client.setKeyManagers(ClientKey.keyManagers(certificate));
    }
    access.caPem().ifPresent(pem -> trustOnly(client, pem));
    var token =
        access.credentials() instanceof BearerToken bearer
            ? Optional.of(bearer.token())
            : Optional.<Secret>empty();
    return new ApiConnection(client.getHttpClient(), access.server(), token, limits);
  }

  private static void trustOnly(ApiClient client, String caPem) {
    try {
      // Rows of earlier versions can hold certificates that are no longer accepted.
      CertificatePem.read(caPem);
      client.setSslCaCert(new ByteArrayInputStream(caPem.getBytes(StandardCharsets.US_ASCII)));
    } catch (InvalidCertificateException e) {
      throw new ClusterUnreachableException(Message.of("client.ca", e.phrase()));
    } catch (RuntimeException unreadable) {
      throw new ClusterUnreachableException(Message.of("client.ca-not-pem"));
    }
  }

  /**
   * The memory for background checks; people's requests have another budget, a quarter of the heap.
   */
  public MemoryBudget checkMemory() {
    return checkMemory;
  }

  @PreDestroy
  void close() {
    shared.dispatcher().executorService().shutdown();
    shared.connectionPool().evictAll();
  }
}
