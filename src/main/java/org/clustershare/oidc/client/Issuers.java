package org.clustershare.oidc.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.clustershare.oidc.client.RelyingParty.Connection;
import org.clustershare.oidc.http.GuardedTransports;
import org.clustershare.oidc.http.IssuerHttp;
import org.clustershare.oidc.http.IssuerTransport.Answer;
import org.clustershare.oidc.http.IssuerTransport.Call;
import org.clustershare.oidc.issuer.IssuerDiscovery;
import org.clustershare.oidc.issuer.IssuerOverloadedException;
import org.clustershare.oidc.settings.AccountSettings;
import org.clustershare.oidc.settings.ClientRegistration;
import org.clustershare.oidc.settings.ClusterIssuers;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.platform.problem.ProblemException;

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
  // Of those that nobody vouches for one can be many: they get less, and never what others need.
  private static final int AT_ONCE_WITH_UNNAMED = 16;
  private static final int WAITING_FOR_ONE_UNNAMED = 2;

  @Inject private OidcSettings oidc;
  @Inject private ClusterIssuers clusterIssuers;
  @Inject private Issuer ours;
  @Inject private GuardedTransports guarded;
  @Inject private Clock clock;

  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Semaphore unnamedPlaces = new Semaphore(AT_ONCE_WITH_UNNAMED);
  private final Cache<String, Connection> named = connections();
  private final Cache<String, Connection> unnamed = connections();

  private static Cache<String, Connection> connections() {
    return Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(Duration.ofHours(1)).build();
  }

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
    if (!clusterIssuers.allows(issuer)) {
      throw new ProblemException(IdentityProblem.ISSUER_NOT_ALLOWED, issuer.toString());
    }
    var others = clusterIssuers.names(issuer) ? named : unnamed;
    return new RelyingParty(
        client, others.get(issuer.toString(), known -> connected(issuer)), oidc.signIn(), clock);
  }

  private boolean isOurs(URI issuer) {
    return issuer.toString().equals(oidc.issuerUrl().toString());
  }

  private Connection connected(URI issuer) {
    boolean vouchedFor = clusterIssuers.names(issuer);
    var ownPlaces = new Semaphore(AT_ONCE_WITH_ONE);
    var sharedPlaces = vouchedFor ? places : unnamedPlaces;
    var http =
        new IssuerHttp(
            call ->
                within(
                    ownPlaces,
                    "this issuer",
                    () -> within(sharedPlaces, "issuers", () -> answer(call, vouchedFor))));
    return new Connection(
        new IssuerDiscovery(
            issuer, http, clock, vouchedFor ? AT_ONCE_WITH_ONE : WAITING_FOR_ONE_UNNAMED),
        http,
        ours.trust(),
        // Where anybody may name an issuer, a hostile one must not pass for another (RFC 9700,
        // 4.4).
        !vouchedFor,
        AccountSettings.SUB);
  }

  private interface Sending {
    Answer send() throws IOException;
  }

  private static Answer within(Semaphore places, String whose, Sending sending) throws IOException {
    if (!places.tryAcquire()) {
      throw new IssuerOverloadedException("too many requests wait for %s already".formatted(whose));
    }
    try {
      return sending.send();
    } finally {
      places.release();
    }
  }

  private Answer answer(Call call, boolean vouchedFor) throws IOException {
    var trusted = ours.trust().current();
    return guarded.send(call, vouchedFor, trusted.tls(), trusted.check());
  }
}
