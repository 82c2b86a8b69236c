package org.clustershare.oidc.client;

import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Objects;
import java.util.Set;
import org.clustershare.oidc.client.RelyingParty.Connection;
import org.clustershare.oidc.http.IssuerHttpClient;
import org.clustershare.oidc.http.IssuerTrustStore;
import org.clustershare.oidc.http.NimbusHttpAdapter;
import org.clustershare.oidc.issuer.IssuerDiscovery;
import org.clustershare.oidc.issuer.IssuerState;
import org.clustershare.oidc.settings.ApiClients;
import org.clustershare.oidc.settings.ClientRegistration;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.token.EmailClaimPolicy;
import org.clustershare.oidc.token.IdTokenExpectations;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.oidc.token.Person;
import org.clustershare.oidc.token.TokenProblem;
import org.clustershare.oidc.token.VerifiedTokenCache;
import org.clustershare.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The OIDC provider that people sign in with and that the clusters trust, unless a cluster has its
 * own client ({@link Issuers}).
 */
@ApplicationScoped
public class Issuer {
  private static final Set<TokenProblem> OF_ANOTHER_CLIENT =
      Set.of(TokenProblem.AUDIENCE, TokenProblem.AUTHORIZED_PARTY);

  /** Limit of requests that wait at once for the provider's discovery document. */
  private static final int MAX_WAITING = 64;

  private final OidcSettings oidc;
  private final ApiClients apiClients;
  private final Clock clock;

  private @Nullable RelyingParty relyingParty;
  private @Nullable Connection connection;
  private @Nullable VerifiedTokenCache tokens;

  @Inject
  Issuer(OidcSettings oidc, ApiClients apiClients, Clock clock) {
    this.oidc = oidc;
    this.apiClients = apiClients;
    this.clock = clock;
  }

  @PostConstruct
  void start() {
    var trustStore = new IssuerTrustStore(oidc.caFile(), oidc.systemRoots(), clock);
    var http = NimbusHttpAdapter.installation(IssuerHttpClient.installation(trustStore));
    connection =
        new Connection(
            new IssuerDiscovery(oidc.issuerUrl(), http, clock, MAX_WAITING),
            http,
            trustStore,
            false,
            oidc.accounts().subjectClaim());
    relyingParty = as(oidc.client());
    tokens =
        new VerifiedTokenCache(
            clock,
            new EmailClaimPolicy(oidc.signIn(), oidc.issuerUrl(), oidc.accounts().subjectClaim())
                ::person);
  }

  /**
   * The installation's client, with which people sign in to the console, and to clusters without
   * their own client.
   */
  public RelyingParty relyingParty() {
    return Objects.requireNonNull(relyingParty);
  }

  /** Another client at the same issuer. */
  RelyingParty as(ClientRegistration client) {
    return new RelyingParty(client, connection(), oidc.signIn(), clock);
  }

  /** The trust store for connections to issuers. */
  IssuerTrustStore trust() {
    return connection().trust();
  }

  /**
   * Returns the provider's discovery document, if the provider answers.
   *
   * @throws ProblemException {@link IdentityProblem#ISSUER_UNAVAILABLE}
   */
  public OIDCProviderMetadata metadata() {
    return relyingParty().metadata();
  }

  /** The provider's reachability, by its last answer; this method sends no request. */
  public IssuerState state() {
    return connection().discovery().state();
  }

  /** Requests the provider's discovery document and keys, so that no other request has to wait. */
  public void refresh() {
    connection().discovery().refresh();
  }

  /** Sender for the Nimbus SDK's requests, with the provider's trust store and limits. */
  public HTTPRequestSender http() {
    return relyingParty().http();
  }

  /**
   * Verifies an API client's ID token and returns its person. The provider issued the token to one
   * of {@link ApiClients}. If {@code oidc-api-client-ids} names only the installation's client, as
   * in KKP, the audience may also hold kubelogin's client, because clusters accept the tokens of
   * both. In all other cases the API's clients stay separate from those of kubeconfigs.
   *
   * @throws ProblemException as {@link RelyingParty#verify(String, IdTokenExpectations)}; {@link
   *     TokenProblem#NOT_FOR_THE_API} for a token of another client
   */
  public Person bearer(String idToken) {
    var clients = apiClients.clientIds();
    boolean asInKkp = oidc.signIn().apiClientIds().equals(Set.of(oidc.clientId()));
    var expectations =
        asInKkp
            ? IdTokenExpectations.of(clients, oidc.client().audiences())
            : IdTokenExpectations.of(clients);
    try {
      return relyingParty().verify(Objects.requireNonNull(tokens), idToken, expectations);
    } catch (ProblemException e) {
      throw !asInKkp && OF_ANOTHER_CLIENT.contains(e.type())
          ? new ProblemException(
              e, TokenProblem.NOT_FOR_THE_API, clients.isEmpty() ? "–" : String.join(", ", clients))
          : e;
    }
  }

  private Connection connection() {
    return Objects.requireNonNull(connection);
  }
}
