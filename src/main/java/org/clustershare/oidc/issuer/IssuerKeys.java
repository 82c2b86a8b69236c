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
 * The issuer's keys (RFC 7517). A token that names a key we do not know makes us ask for the keys
 * again, because the issuer may have changed them; at most once in a few seconds, because anybody
 * can make such a token.
 */
public final class IssuerKeys implements JWKSource<SecurityContext> {
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final int MOST_WAITING = 4;

  private final URI address;
  private final ResourceRetriever http;
  private final Clock clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile JWKSet keys;
  private volatile Instant asked;

  private IssuerKeys(URI address, ResourceRetriever http, Clock clock, JWKSet keys) {
    this.address = address;
    this.http = http;
    this.clock = clock;
    this.keys = keys;
    this.asked = clock.instant();
  }

  /** The keys at an address, which is asked now. */
  public static IssuerKeys fetch(URI address, ResourceRetriever http, Clock clock)
      throws IOException, ParseException {
    return new IssuerKeys(address, http, clock, read(address, http));
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    var found = selector.select(keys);
    // A few wait for whoever asks, so that new keys cost nobody a refusal; however slow the issuer
    // is, they do not take all of our threads.
    if (!found.isEmpty() || askedLately() || asking.getQueueLength() >= MOST_WAITING) {
      return found;
    }
    if (!mayAsk()) {
      return selector.select(keys);
    }
    try {
      if (!askedLately()) {
        ask();
      }
    } finally {
      asking.unlock();
    }
    return selector.select(keys);
  }

  private boolean askedLately() {
    return clock.instant().isBefore(asked.plus(BETWEEN_QUESTIONS));
  }

  private boolean mayAsk() {
    try {
      return asking.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void ask() throws RemoteKeySourceException {
    try {
      keys = read(address, http);
    } catch (IOException | ParseException e) {
      throw new RemoteKeySourceException("the issuer's keys cannot be had", e);
    } finally {
      // Not before: an answer can take longer than the pause between two questions.
      asked = clock.instant();
    }
  }

  /** The keys that are known now. */
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
