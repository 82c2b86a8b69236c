package org.clustershare.oidc.issuer;

import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.clustershare.platform.net.ServerAddress;
import org.clustershare.platform.problem.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's metadata (OpenID Connect Discovery 1.0), requested again when it is ten minutes old.
 * While the issuer does not answer, requests fail at once. Only one of them, every five seconds,
 * waits for a new attempt.
 */
public final class IssuerDiscovery {
  private static final Logger LOG = LoggerFactory.getLogger(IssuerDiscovery.class);
  private static final Duration MAX_AGE = Duration.ofMinutes(10);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);

  private final URI issuer;
  private final ResourceRetriever http;
  private final Clock clock;
  private final int maxWaiting;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Success success;
  private volatile @Nullable Failure failure;

  private record Success(ProviderSnapshot snapshot, Instant since, Instant at) {}

  private record Failure(Exception reason, Instant since, Instant at) {}

  public IssuerDiscovery(URI issuer, ResourceRetriever http, Clock clock) {
    this(issuer, http, clock, Integer.MAX_VALUE);
  }

  /**
   * @param maxWaiting limit of requests that wait for the answer at once; further ones fail as if
   *     the issuer did not answer
   */
  public IssuerDiscovery(URI issuer, ResourceRetriever http, Clock clock, int maxWaiting) {
    this.issuer = issuer;
    this.http = http;
    this.clock = clock;
    this.maxWaiting = maxWaiting;
  }

  /**
   * Returns the metadata and keys of an issuer that answers.
   *
   * @throws IssuerUnreachableException if it does not answer
   */
  public ProviderSnapshot snapshot() throws IssuerUnreachableException {
    var failed = failure;
    if (failed == null) {
      var last = success;
      if (last != null && clock.instant().isBefore(last.at().plus(MAX_AGE))) {
        return last.snapshot();
      }
    } else if (clock.instant().isBefore(failed.at().plus(RETRY_INTERVAL)) || lock.isLocked()) {
      throw new IssuerUnreachableException(failed.reason());
    }
    return requestOnce();
  }

  /**
   * Returns the last metadata and keys, even if the issuer does not answer now; they suffice to
   * verify a token.
   */
  public ProviderSnapshot lastSnapshot() throws IssuerUnreachableException {
    var last = success;
    return last == null ? snapshot() : last.snapshot();
  }

  /** Requests the metadata now, so that no other request has to wait for it. */
  public void refresh() {
    try {
      requestOnce();
    } catch (IssuerUnreachableException e) {
      LOG.debug("issuer still unavailable: issuer={}", issuer);
    }
  }

  public IssuerState state() {
    var failed = failure;
    var last = success;
    if (failed != null) {
      return new IssuerState(
          false,
          Optional.of(failed.since()),
          Optional.of(String.valueOf(failed.reason().getMessage())));
    }
    return new IssuerState(
        last != null, Optional.ofNullable(last).map(Success::since), Optional.empty());
  }

  private ProviderSnapshot requestOnce() throws IssuerUnreachableException {
    var start = clock.instant();
    if (lock.getQueueLength() >= maxWaiting) {
      throw new IssuerUnreachableException(
          new IssuerOverloadedException(Message.of("provider.queue")));
    }
    lock.lock();
    try {
      var last = success;
      if (last != null && failure == null && last.at().isAfter(start)) {
        return last.snapshot();
      }
      var failed = failure;
      if (failed != null && failed.at().isAfter(start)) {
        throw new IssuerUnreachableException(failed.reason());
      }
      return request();
    } finally {
      lock.unlock();
    }
  }

  private ProviderSnapshot request() throws IssuerUnreachableException {
    var previous = failure;
    try {
      var snapshot = discover();
      var last = success;
      var now = clock.instant();
      success = new Success(snapshot, last == null || previous != null ? now : last.since(), now);
      failure = null;
      if (previous != null) {
        LOG.info("issuer answers again: issuer={}", issuer);
      }
      return snapshot;
    } catch (IssuerOverloadedException e) {
      // Cluster Share's own limit, not a failure of the issuer: the last answer stays valid.
      var last = success;
      if (last == null) {
        throw new IssuerUnreachableException(e);
      }
      return last.snapshot();
    } catch (IOException | ParseException | RuntimeException e) {
      var now = clock.instant();
      failure = new Failure(e, previous == null ? now : previous.since(), now);
      if (previous == null) {
        LOG.warn("issuer unavailable: issuer={} reason={}", issuer, e.toString());
      }
      throw new IssuerUnreachableException(e);
    }
  }

  private ProviderSnapshot discover() throws IOException, ParseException {
    // Discovery, section 4.1: a terminating slash is removed before the path.
    var base = issuer.toString().replaceAll("/$", "");
    var address = URI.create(base + "/.well-known/openid-configuration").toURL();
    var metadata = OIDCProviderMetadata.parse(http.retrieveResource(address).getContent());
    if (!metadata.getIssuer().getValue().equals(issuer.toString())) {
      throw new IOException(
          Message.of("provider.other-issuer", address, metadata.getIssuer()).toString());
    }
    requireEndpoints(metadata);
    return new ProviderSnapshot(metadata, IssuerKeys.fetch(metadata.getJWKSetURI(), http, clock));
  }

  /**
   * Requires TLS for each endpoint of a sign-in, whatever the document says, unless the issuer
   * itself has plain HTTP.
   */
  private void requireEndpoints(OIDCProviderMetadata metadata) throws IOException {
    var endpoints =
        Stream.of(
                Optional.ofNullable(metadata.getAuthorizationEndpointURI()),
                Optional.ofNullable(metadata.getTokenEndpointURI()),
                Optional.ofNullable(metadata.getJWKSetURI()))
            .toList();
    for (var endpoint : endpoints) {
      if (endpoint.filter(ServerAddress::isReachable).isEmpty()) {
        throw new IOException(Message.of("provider.no-endpoint").toString());
      }
      if (!"https".equals(endpoint.get().getScheme()) && !"http".equals(issuer.getScheme())) {
        throw new IOException(Message.of("provider.not-https", endpoint.get()).toString());
      }
    }
  }
}
