package org.clustershare.oidc.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.clustershare.oidc.client.RelyingParty.Connection;
import org.clustershare.oidc.http.IssuerHttpClient;
import org.clustershare.oidc.http.NimbusHttpAdapter;
import org.clustershare.oidc.issuer.IssuerDiscovery;
import org.clustershare.oidc.issuer.IssuerOverloadedException;
import org.clustershare.oidc.settings.AccountSettings;
import org.clustershare.oidc.settings.ClientRegistration;
import org.clustershare.oidc.settings.ClusterIssuers;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.platform.net.AddressPolicy;
import org.clustershare.platform.problem.Message;
import org.clustershare.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The issuers of clusters with their own client: the installation's, or another one that {@code
 * cluster-issuers} allows. The metadata of another one stays in memory while it is in use. It may
 * be slow or hostile, so only a few threads at once wait for one, and for all of them together.
 */
@ApplicationScoped
public class Issuers {
  private static final int MAX_ISSUERS = 100;
  private static final int MAX_CALLS_PER_ISSUER = 8;
  private static final int MAX_CALLS = 32;
  // One attacker can run many unnamed issuers: they get fewer calls, and none that others need.
  private static final int MAX_UNNAMED_CALLS = 16;
  private static final int MAX_WAITING_PER_UNNAMED = 2;

  private final OidcSettings oidc;
  private final ClusterIssuers clusterIssuers;
  private final Issuer installationIssuer;
  private final AddressPolicy addressPolicy;
  private final Clock clock;

  private final Semaphore permits = new Semaphore(MAX_CALLS);
  private final Semaphore unnamedPermits = new Semaphore(MAX_UNNAMED_CALLS);
  private final Cache<String, Connection> named = connections();
  private final Cache<String, Connection> unnamed = connections();
  private @Nullable IssuerHttpClient namedClient;
  private @Nullable IssuerHttpClient unnamedClient;

  @Inject
  Issuers(
      OidcSettings oidc,
      ClusterIssuers clusterIssuers,
      Issuer installationIssuer,
      AddressPolicy addressPolicy,
      Clock clock) {
    this.oidc = oidc;
    this.clusterIssuers = clusterIssuers;
    this.installationIssuer = installationIssuer;
    this.addressPolicy = addressPolicy;
    this.clock = clock;
  }

  @PostConstruct
  void start() {
    var trustStore = installationIssuer.trust();
    namedClient = IssuerHttpClient.named(addressPolicy, trustStore);
    unnamedClient = IssuerHttpClient.unnamed(addressPolicy, trustStore);
  }

  @PreDestroy
  void close() {
    Objects.requireNonNull(namedClient).close();
    Objects.requireNonNull(unnamedClient).close();
  }

  private static Cache<String, Connection> connections() {
    return Caffeine.newBuilder()
        .maximumSize(MAX_ISSUERS)
        .expireAfterAccess(Duration.ofHours(1))
        .build();
  }

  /**
   * Returns a client at its issuer.
   *
   * @throws ProblemException {@link IdentityProblem#ISSUER_NOT_ALLOWED}
   */
  public RelyingParty of(ClientRegistration client) {
    var issuer = client.issuerUrl();
    if (isInstallationIssuer(issuer)) {
      return installationIssuer.as(client);
    }
    if (!clusterIssuers.allows(issuer)) {
      throw new ProblemException(IdentityProblem.ISSUER_NOT_ALLOWED, issuer.toString());
    }
    var others = clusterIssuers.names(issuer) ? named : unnamed;
    return new RelyingParty(
        client, others.get(issuer.toString(), url -> connect(issuer)), oidc.signIn(), clock);
  }

  private boolean isInstallationIssuer(URI issuer) {
    return issuer.toString().equals(oidc.issuerUrl().toString());
  }

  private Connection connect(URI issuer) {
    boolean namedByOperator = clusterIssuers.names(issuer);
    var ownPermits = new Semaphore(MAX_CALLS_PER_ISSUER);
    var sharedPermits = namedByOperator ? permits : unnamedPermits;
    var client = Objects.requireNonNull(namedByOperator ? namedClient : unnamedClient);
    var http =
        NimbusHttpAdapter.other(
            request ->
                within(
                    ownPermits,
                    Message.of("provider.queue"),
                    () ->
                        within(
                            sharedPermits,
                            Message.of("provider.queue-all"),
                            () -> client.send(request))));
    return new Connection(
        new IssuerDiscovery(
            issuer, http, clock, namedByOperator ? MAX_CALLS_PER_ISSUER : MAX_WAITING_PER_UNNAMED),
        http,
        installationIssuer.trust(),
        // Where editors may name any issuer, a hostile one must not pass for another (RFC 9700,
        // 4.4).
        !namedByOperator,
        AccountSettings.SUB);
  }

  private interface Sender {
    ReadOnlyHTTPResponse send() throws IOException;
  }

  private static ReadOnlyHTTPResponse within(Semaphore permits, Message refusal, Sender sender)
      throws IOException {
    if (!permits.tryAcquire()) {
      throw new IssuerOverloadedException(refusal);
    }
    try {
      return sender.send();
    } finally {
      permits.release();
    }
  }
}
