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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the issuer says of itself (OpenID Connect Discovery 1.0), asked for again from time to time.
 * While it does not answer, requests are told so at once: only one of them, once in a few seconds,
 * waits for it.
 */
public final class IssuerDiscovery {
  private static final Logger LOG = LoggerFactory.getLogger(IssuerDiscovery.class);
  private static final Duration FRESH = Duration.ofMinutes(10);
  private static final Duration BETWEEN_FAILURES = Duration.ofSeconds(5);

  private final URI issuer;
  private final ResourceRetriever http;
  private final Clock clock;
  private final int mostWaiting;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Known known;
  private volatile @Nullable Failure failure;

  private record Known(ProviderSnapshot discovered, Instant since, Instant at) {}

  private record Failure(Exception reason, Instant since, Instant at) {}

  public IssuerDiscovery(URI issuer, ResourceRetriever http, Clock clock) {
    this(issuer, http, clock, Integer.MAX_VALUE);
  }

  /**
   * @param mostWaiting how many requests may wait for its answer at once; more are told that it is
   *     silent
   */
  public IssuerDiscovery(URI issuer, ResourceRetriever http, Clock clock, int mostWaiting) {
    this.issuer = issuer;
    this.http = http;
    this.clock = clock;
    this.mostWaiting = mostWaiting;
  }

  /**
   * What an issuer that answers says of itself.
   *
   * @throws IssuerUnreachableException when it does not answer
   */
  public ProviderSnapshot answering() throws IssuerUnreachableException {
    var failed = failure;
    if (failed == null) {
      var last = known;
      if (last != null && clock.instant().isBefore(last.at().plus(FRESH))) {
        return last.discovered();
      }
    } else if (clock.instant().isBefore(failed.at().plus(BETWEEN_FAILURES)) || asking.isLocked()) {
      throw new IssuerUnreachableException(failed.reason());
    }
    return ask();
  }

  /** What it said last, also when it does not answer now: enough to check a token. */
  public ProviderSnapshot known() throws IssuerUnreachableException {
    var last = known;
    return last == null ? answering() : last.discovered();
  }

  /** Asks it now, so that no request has to wait for it. */
  public void refresh() {
    try {
      ask();
    } catch (IssuerUnreachableException e) {
      LOG.debug("issuer still silent: issuer={}", issuer);
    }
  }

  public IssuerState state() {
    var failed = failure;
    var last = known;
    if (failed != null) {
      return new IssuerState(
          false,
          Optional.of(failed.since()),
          Optional.of(String.valueOf(failed.reason().getMessage())));
    }
    return new IssuerState(
        last != null, Optional.ofNullable(last).map(Known::since), Optional.empty());
  }

  private ProviderSnapshot ask() throws IssuerUnreachableException {
    var begun = clock.instant();
    if (asking.getQueueLength() >= mostWaiting) {
      throw new IssuerUnreachableException(
          new IssuerOverloadedException("too many requests wait for it already"));
    }
    asking.lock();
    try {
      var last = known;
      if (last != null && failure == null && last.at().isAfter(begun)) {
        return last.discovered();
      }
      var failed = failure;
      if (failed != null && failed.at().isAfter(begun)) {
        throw new IssuerUnreachableException(failed.reason());
      }
      return asked();
    } finally {
      asking.unlock();
    }
  }

  private ProviderSnapshot asked() throws IssuerUnreachableException {
    var before = failure;
    try {
      var providerSnapshot = discover();
      var last = known;
      var now = clock.instant();
      known = new Known(providerSnapshot, last == null || before != null ? now : last.since(), now);
      failure = null;
      if (before != null) {
        LOG.info("issuer answers again: issuer={}", issuer);
      }
      return providerSnapshot;
    } catch (IssuerOverloadedException e) {
      // Our own doing: what it said last stays good.
      var last = known;
      if (last == null) {
        throw new IssuerUnreachableException(e);
      }
      return last.discovered();
    } catch (IOException | ParseException | java.text.ParseException | RuntimeException e) {
      var now = clock.instant();
      failure = new Failure(e, before == null ? now : before.since(), now);
      if (before == null) {
        LOG.warn("issuer unavailable: issuer={} reason={}", issuer, e.toString());
      }
      throw new IssuerUnreachableException(e);
    }
  }

  private ProviderSnapshot discover() throws IOException, ParseException, java.text.ParseException {
    // Discovery, section 4.1: a slash at the end is left out before the path.
    var base = issuer.toString().replaceAll("/$", "");
    var address = URI.create(base + "/.well-known/openid-configuration").toURL();
    var metadata = OIDCProviderMetadata.parse(http.retrieveResource(address).getContent());
    if (!metadata.getIssuer().getValue().equals(issuer.toString())) {
      throw new IOException(
          "%s says that its issuer is %s".formatted(address, metadata.getIssuer()));
    }
    requireEndpoints(metadata);
    return new ProviderSnapshot(metadata, IssuerKeys.fetch(metadata.getJWKSetURI(), http, clock));
  }

  /** Nothing of a sign-in leaves TLS, whatever the document says. */
  private void requireEndpoints(OIDCProviderMetadata metadata) throws IOException {
    var endpoints =
        Stream.of(
                Optional.ofNullable(metadata.getAuthorizationEndpointURI()),
                Optional.ofNullable(metadata.getTokenEndpointURI()),
                Optional.ofNullable(metadata.getJWKSetURI()))
            .toList();
    for (var endpoint : endpoints) {
      if (endpoint.filter(ServerAddress::isReachable).isEmpty()) {
        throw new IOException("its discovery document lacks an endpoint that a sign-in needs");
      }
      if (!"https".equals(endpoint.get().getScheme()) && !"http".equals(issuer.getScheme())) {
        throw new IOException("%s is not https".formatted(endpoint.get()));
      }
    }
  }
}
