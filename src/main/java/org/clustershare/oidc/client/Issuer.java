package org.clustershare.oidc.client;

import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.clustershare.oidc.client.RelyingParty.Connection;
import org.clustershare.oidc.http.IssuerHttp;
import org.clustershare.oidc.http.IssuerTrustStore;
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
 * The OIDC provider that people sign in with and that the clusters trust, unless a cluster has a
 * client of its own ({@link Issuers}).
 */
@ApplicationScoped
public class Issuer {
  private static final Set<TokenProblem> OF_ANOTHER_CLIENT =
      Set.of(TokenProblem.AUDIENCE, TokenProblem.AUTHORIZED_PARTY);

  /** How many requests wait at once for what the provider says of itself. */
  private static final int MOST_WAITING = 64;

  @Inject private OidcSettings oidc;
  @Inject private ApiClients apiClients;
  @Inject private Clock clock;

  private @Nullable RelyingParty relyingParty;
  private @Nullable Connection connection;
  private @Nullable VerifiedTokenCache tokens;

  @PostConstruct
  void begin() {
    var trust = new IssuerTrustStore(oidc.caFile(), oidc.systemRoots(), clock);
    var http = new IssuerHttp(trust);
    connection =
        new Connection(
            new IssuerDiscovery(oidc.issuerUrl(), http, clock, MOST_WAITING),
            http,
            trust,
            false,
            oidc.accounts().subjectClaim());
    relyingParty = as(oidc.client());
    tokens =
        new VerifiedTokenCache(
            clock,
            new EmailClaimPolicy(oidc.signIn(), oidc.issuerUrl(), oidc.accounts().subjectClaim())
                ::person);
  }

  /** Our own client there: who signs in people to the console, and to clusters without another. */
  public RelyingParty relyingParty() {
    return Objects.requireNonNull(relyingParty);
  }

  /** Another client at the same issuer. */
  RelyingParty as(ClientRegistration client) {
    return new RelyingParty(client, connection(), oidc.signIn(), clock);
  }

  /** Who vouches for the addresses of issuers. */
  IssuerTrustStore trust() {
    return connection().trust();
  }

  /**
   * What the provider says of itself, when it answers.
   *
   * @throws ProblemException {@link IdentityProblem#ISSUER_UNAVAILABLE}
   */
  public OIDCProviderMetadata metadata() {
    return relyingParty().metadata();
  }

  /** How the provider answered last; asks nobody. */
  public IssuerState state() {
    return connection().discovery().state();
  }

  /** Asks the provider for its discovery document and keys, so that no request has to wait. */
  public void refresh() {
    connection().discovery().refresh();
  }

  /**
   * Refuses an answer that another provider sent, see {@link RelyingParty#requireAnswerFrom}.
   *
   * @throws ProblemException {@link IdentityProblem#ISSUER_MIXED_UP}
   */
  public void requireAnswerFrom(Optional<String> iss) {
    relyingParty().requireAnswerFrom(iss);
  }

  /** The scopes to ask for: an email and the groups, as far as the provider knows such scopes. */
  public Set<String> scopes() {
    return relyingParty().scopes();
  }

  /** Sends requests of the Nimbus SDK with our trust and limits. */
  public HTTPRequestSender http() {
    return relyingParty().http();
  }

  /**
   * Whoever an ID token speaks of that a client of the API brings: one that the provider gave to
   * one of {@link ApiClients}. If {@code oidc-api-client-ids} names our client alone, as in KKP,
   * the token may be for kubelogin's client beside ours, because clusters take the tokens of both.
   * In all other cases the API's clients are there to be apart from those of files.
   *
   * @throws ProblemException as {@link RelyingParty#verify(String, Expected)}; {@link
   *     TokenProblem#NOT_FOR_THE_API} for a token of another client
   */
  public Person bearer(String idToken) {
    var clients = apiClients.clientIds();
    boolean asInKkp = oidc.signIn().apiClientIds().equals(Set.of(oidc.clientId()));
    var idTokenExpectations =
        asInKkp
            ? IdTokenExpectations.of(clients, oidc.client().audiences())
            : IdTokenExpectations.of(clients);
    try {
      return relyingParty().verify(Objects.requireNonNull(tokens), idToken, idTokenExpectations);
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
