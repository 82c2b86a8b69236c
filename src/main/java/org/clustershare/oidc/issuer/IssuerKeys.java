package org.clustershare.oidc.issuer;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The issuer's keys (RFC 7517). A token with an unknown key triggers a new request for the keys,
 * because the issuer may have changed them. Requests are at least five seconds apart, because
 * anyone can create such a token.
 */
public final class IssuerKeys implements JWKSource<SecurityContext> {
  private static final Duration REQUEST_INTERVAL = Duration.ofSeconds(5);
  private static final Duration MAX_WAIT = Duration.ofSeconds(2);
  private static final int MAX_WAITING = 4;

  private final URI address;
  private final ResourceRetriever http;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile JWKSet keys;
  private volatile Instant requestedAt;

  private IssuerKeys(URI address, ResourceRetriever http, Clock clock, JWKSet keys) {
    this.address = address;
    this.http = http;
    this.clock = clock;
    this.keys = keys;
    this.requestedAt = clock.instant();
  }

  /** Requests the keys at an address. */
  public static IssuerKeys fetch(URI address, ResourceRetriever http, Clock clock)
      throws IOException, ParseException {
    return new IssuerKeys(address, http, clock, read(address, http));
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    var found = selector.select(keys);
    // A few threads wait for the request in flight, so that a new key causes no refusal. The limit
    // keeps a slow issuer from holding all threads.
    if (!found.isEmpty() || requestedRecently() || lock.getQueueLength() >= MAX_WAITING) {
      return found;
    }
    if (!acquireLock()) {
      return selector.select(keys);
    }
    try {
      if (!requestedRecently()) {
        reload();
      }
    } finally {
      lock.unlock();
    }
    return selector.select(keys);
  }

  private boolean requestedRecently() {
    return clock.instant().isBefore(requestedAt.plus(REQUEST_INTERVAL));
  }

  private boolean acquireLock() {
    try {
      return lock.tryLock(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void reload() throws RemoteKeySourceException {
    try {
      keys = read(address, http);
    } catch (IOException | ParseException e) {
      throw new RemoteKeySourceException("the issuer's keys cannot be had", e);
    } finally {
      // Set after the answer, which can take longer than the interval.
      requestedAt = clock.instant();
    }
  }

  /** The keys of the last answer. */
  public JWKSet current() {
    return keys;
  }

  private static JWKSet read(URI address, ResourceRetriever http)
      throws IOException, ParseException {
    try {
      return PublicJwkSet.parse(http.retrieveResource(address.toURL()).getContent());
    } catch (IllegalArgumentException notAbsolute) {
      throw new IOException("the address of the keys cannot be used", notAbsolute);
    }
  }
}
