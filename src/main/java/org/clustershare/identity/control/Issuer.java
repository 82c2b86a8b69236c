package org.clustershare.identity.control;

import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.clustershare.identity.control.RelyingParty.Connection;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.settings.ClientRegistration;
import org.clustershare.platform.settings.Settings;
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

  @Inject private Settings settings;
  @Inject private Clock clock;

  private @Nullable RelyingParty relyingParty;
  private @Nullable Connection connection;
  private @Nullable VerifiedTokens tokens;

  @PostConstruct
  void begin() {
    var oidc = settings.oidc();
    var trust = new IssuerTrust(oidc.caFile(), oidc.systemRoots(), clock);
    var http = new IssuerHttp(trust);
    connection =
        new Connection(
            new IssuerDiscovery(oidc.issuerUrl(), http, clock, MOST_WAITING), http, trust, false);
    relyingParty = as(oidc.client());
    tokens = new VerifiedTokens(clock, new EmailRules(oidc.signIn())::person);
  }

  /** Our own client there: who signs in people to the console, and to clusters without another. */
  public RelyingParty relyingParty() {
    return Objects.requireNonNull(relyingParty);
  }

  /** Another client at the same issuer. */
  RelyingParty as(ClientRegistration client) {
    return new RelyingParty(client, connection(), settings.oidc().signIn(), clock);
  }

  /** Who vouches for the addresses of issuers. */
  IssuerTrust trust() {
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
   * one of {@code oidc-api-client-ids}, or to our client when that is not set. It may be for
   * kubelogin's client beside ours, because clusters take the tokens of both; never for a client of
   * files beside one of the API's own, which are there to be apart.
   *
   * @throws ProblemException as {@link RelyingParty#verify(String, Expected)}; {@link
   *     TokenProblem#NOT_FOR_THE_API} for a token of another client while the API has clients of
   *     its own
   */
  public Person bearer(String idToken) {
    var apart = settings.oidc().signIn().apiClientIds();
    var expected =
        apart.isEmpty()
            ? Expected.of(Set.of(settings.oidc().clientId()), settings.oidc().client().audiences())
            : Expected.of(apart);
    try {
      return relyingParty().verify(Objects.requireNonNull(tokens), idToken, expected);
    } catch (ProblemException e) {
      throw !apart.isEmpty() && OF_ANOTHER_CLIENT.contains(e.type())
          ? new ProblemException(e, TokenProblem.NOT_FOR_THE_API, String.join(", ", apart))
          : e;
    }
  }

  private Connection connection() {
    return Objects.requireNonNull(connection);
  }
}
