package org.clustershare.identity.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.clustershare.identity.control.IssuerWire.Answer;
import org.clustershare.identity.control.IssuerWire.Call;
import org.clustershare.identity.control.RelyingParty.Connection;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.settings.ClientRegistration;
import org.clustershare.platform.settings.Settings;

/**
 * The issuers of clusters that have a client of their own: the installation's, or another one that
 * {@code cluster-issuers} allows. What another one says of itself is kept while it is used. It may
 * be slow, or hostile: a few of our threads at most are with one, and with all of them together.
 */
@ApplicationScoped
public class Issuers {
  private static final int MOST = 100;
  private static final int AT_ONCE_WITH_ONE = 8;
  private static final int AT_ONCE = 32;

  @Inject private Settings settings;
  @Inject private Issuer ours;
  @Inject private GuardedWire guarded;
  @Inject private Clock clock;

  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Cache<String, Connection> others =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(Duration.ofHours(1)).build();

  /**
   * A client at its issuer.
   *
   * @throws ProblemException {@link IdentityProblem#ISSUER_NOT_ALLOWED}
   */
  public RelyingParty of(ClientRegistration client) {
    var issuer = client.issuerUrl();
    if (isOurs(issuer)) {
      return ours.as(client);
    }
    var allowed = settings.clusters().issuers();
    if (!allowed.allows(issuer)) {
      throw new ProblemException(IdentityProblem.ISSUER_NOT_ALLOWED, issuer.toString());
    }
    return new RelyingParty(
        client,
        others.get(issuer.toString(), known -> connected(issuer)),
        settings.oidc().signIn(),
        clock);
  }

  private boolean isOurs(URI issuer) {
    return issuer.toString().equals(settings.oidc().issuerUrl().toString());
  }

  private Connection connected(URI issuer) {
    var ownPlaces = new Semaphore(AT_ONCE_WITH_ONE);
    var http = new IssuerHttp(call -> send(call, ownPlaces));
    // Where anybody may name an issuer, a hostile one must not pass for another (RFC 9700, 4.4).
    boolean alwaysNamed = !settings.clusters().issuers().names(issuer);
    return new Connection(
        new IssuerDiscovery(issuer, http, clock, AT_ONCE_WITH_ONE),
        http,
        ours.trust(),
        alwaysNamed);
  }

  private Answer send(Call call, Semaphore ownPlaces) throws IOException {
    if (!ownPlaces.tryAcquire()) {
      throw new IOException("too many requests wait for this issuer already");
    }
    try {
      if (!places.tryAcquire()) {
        throw new IOException("too many requests wait for issuers already");
      }
      try {
        var trusted = ours.trust().current();
        return guarded.send(call, trusted.tls(), trusted.check());
      } finally {
        places.release();
      }
    } finally {
      ownPlaces.release();
    }
  }
}
