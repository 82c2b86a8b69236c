package org.clustershare.identity.control;

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
import org.jspecify.annotations.Nullable;

/**
 * The issuer's keys (RFC 7517). A token that names a key we do not know makes us ask for the keys
 * again, because the issuer may have changed them; at most once in a few seconds, because anybody
 * can make such a token.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(5);

  private final URI address;
  private final ResourceRetriever http;
  private final Clock clock;
  private JWKSet keys;
  private Instant asked;

  private IssuerKeys(URI address, ResourceRetriever http, Clock clock, JWKSet keys) {
    this.address = address;
    this.http = http;
    this.clock = clock;
    this.keys = keys;
    this.asked = clock.instant();
  }

  /** The keys at an address, which is asked now. */
  static IssuerKeys fetch(URI address, ResourceRetriever http, Clock clock)
      throws IOException, ParseException {
    return new IssuerKeys(address, http, clock, read(address, http));
  }

  @Override
  public synchronized List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    var found = selector.select(keys);
    if (found.isEmpty() && !clock.instant().isBefore(asked.plus(BETWEEN_QUESTIONS))) {
      asked = clock.instant();
      try {
        keys = read(address, http);
      } catch (IOException | ParseException e) {
        throw new RemoteKeySourceException("the issuer's keys cannot be had", e);
      }
      found = selector.select(keys);
    }
    return found;
  }

  /** The keys that are known now. */
  synchronized JWKSet current() {
    return keys;
  }

  private static JWKSet read(URI address, ResourceRetriever http)
      throws IOException, ParseException {
    // Private parts and shared secrets are nothing that we could use: they are dropped at once.
    return JWKSet.parse(http.retrieveResource(address.toURL()).getContent()).toPublicJWKSet();
  }
}
