package org.clustershare.oidc.issuer;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's keys (RFC 7517). The first token with an unknown key triggers a request for the
 * keys, because the issuer may have changed them. Anyone can create such a token, so at most two
 * requests start within five seconds. The last keys stay in use until a request succeeds.
 */
public final class IssuerKeys implements JWKSource<SecurityContext> {
  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

  /** Nimbus allows two requests in each interval. */
  private static final Duration RATE_INTERVAL = Duration.ofSeconds(5);

  private static final Duration MAX_WAIT = Duration.ofSeconds(2);

  /** Limit of threads that wait for the keys; the server has 200 for all requests. */
  private static final int MAX_WAITING = 16;

  private final JWKSetSource<SecurityContext> source;
  private final Clock clock;
  private final Semaphore waiting = new Semaphore(MAX_WAITING);

  private IssuerKeys(JWKSetSource<SecurityContext> source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /** Requests the keys at an address. */
  public static IssuerKeys fetch(URI address, ResourceRetriever http, Clock clock)
      throws IOException {
    var nimbus =
        JWKSourceBuilder.create(new Endpoint(address, http))
            // IssuerDiscovery requests them again every ten minutes, and knows about outages.
            .cache(Long.MAX_VALUE, MAX_WAIT.toMillis())
            .refreshAheadCache(false)
            .rateLimited(RATE_INTERVAL.toMillis())
            .build();
    // Nimbus' selection reads the system clock and refuses tokens above the rate limit.
    var keys =
        new IssuerKeys(((JWKSetBasedJWKSource<SecurityContext>) nimbus).getJWKSetSource(), clock);
    try {
      keys.current();
      return keys;
    } catch (KeySourceException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e);
    }
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    var known = current();
    var found = selector.select(known);
    // Most threads do not wait for the request in flight: a slow issuer must not hold them all.
    if (!found.isEmpty() || !waiting.tryAcquire()) {
      return found;
    }
    try {
      return selector.select(read(JWKSetCacheRefreshEvaluator.referenceComparison(known)));
    } catch (RateLimitReachedException | JWKSetUnavailableException notNow) {
      return selector.select(current());
    } finally {
      waiting.release();
    }
  }

  /** The keys of the last answer. */
  public JWKSet current() throws KeySourceException {
    return read(JWKSetCacheRefreshEvaluator.noRefresh());
  }

  private JWKSet read(JWKSetCacheRefreshEvaluator refresh) throws KeySourceException {
    return source.getJWKSet(refresh, clock.millis(), null);
  }

  /** The issuer's JWK set endpoint; Nimbus' cache lets one thread at a time request it. */
  private static final class Endpoint implements JWKSetSource<SecurityContext> {
    private final URI address;
    private final ResourceRetriever http;
    private int omitted;

    Endpoint(URI address, ResourceRetriever http) {
      this.address = address;
      this.http = http;
    }

    @Override
    public JWKSet getJWKSet(
        JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
        throws KeySourceException {
      try {
        var set = PublicJwkSet.parse(http.retrieveResource(address.toURL()).getContent());
        logOmitted(set);
        return set.keys();
      } catch (IOException e) {
        throw new RemoteKeySourceException(e.getMessage(), e);
      } catch (ParseException | IllegalArgumentException e) {
        var unreadable = new IOException("its keys cannot be read: " + e.getMessage(), e);
        throw new RemoteKeySourceException(unreadable.getMessage(), unreadable);
      }
    }

    /** Once for each number of keys: anyone can cause a request by a forged token. */
    private void logOmitted(PublicJwkSet set) {
      if (set.omitted() != omitted) {
        omitted = set.omitted();
        LOG.info(
            "unusable issuer keys omitted: address={} omitted={} usable={}",
            address,
            omitted,
            set.keys().size());
      }
    }

    @Override
    public void close() {
      // The HTTP client belongs to the caller.
    }
  }
}
