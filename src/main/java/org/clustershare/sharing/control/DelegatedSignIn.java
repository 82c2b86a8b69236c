package org.clustershare.sharing.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.clustershare.identity.control.IdentityProblem;
import org.clustershare.identity.control.Issuer;
import org.clustershare.identity.control.ProviderError;
import org.clustershare.platform.Ids;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.settings.Secret;
import org.clustershare.platform.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The delegated exchange: the recipient of a link signs in at the issuer, and what comes back goes
 * into a kubeconfig and nowhere else. Authorization code flow (OpenID Connect Core 1.0, section
 * 3.1) with PKCE S256 (RFC 7636), a nonce, a state that only the browser that began can bring, and
 * the issuer's name checked (RFC 9207).
 */
@ApplicationScoped
public class DelegatedSignIn {
  private static final Logger LOG = LoggerFactory.getLogger(DelegatedSignIn.class);
  private static final String VERIFIER = "pkce-verifier";
  private static final String NONCE = "nonce";
  private static final int MOST = 100_000;

  @Inject private Settings settings;
  @Inject private Issuer issuer;
  @Inject private Shares shares;
  @Inject private ReadyKubeconfigs ready;
  @Inject private CodeExchange codes;
  @Inject private Clock clock;

  private final Cache<String, Boolean> used =
      Caffeine.newBuilder()
          .expireAfterWrite(ExchangeState.LIFETIME.multipliedBy(2))
          .maximumSize(MOST)
          .build();

  /**
   * Where to send the browser, and what to put into its cookie.
   *
   * @param authorization the issuer's page
   * @param cookie the cookie's value
   */
  public record Beginning(URI authorization, String cookie) {}

  /**
   * What the issuer sent back to the redirect URI.
   *
   * @param code the authorization code
   * @param state the state
   * @param iss the issuer's name, when it sends one
   * @param error why it refused
   * @param errorDescription the same in words
   */
  public record Answer(
      Optional<String> code,
      Optional<String> state,
      Optional<String> iss,
      Optional<String> error,
      Optional<String> errorDescription) {}

  /** What a sign-in ends in. */
  public sealed interface Result {
    /** The file itself, for a link of KKP's form. */
    record File(ReadyKubeconfig kubeconfig) implements Result {}

    /** A page from which it is downloaded. */
    record Page(ReadyKubeconfigs.Handle handle) implements Result {}
  }

  /** Begins a sign-in for a share; a browser that is in the middle of another keeps its secret. */
  public Beginning begin(
      SharedCluster shared, KubeconfigStyle style, boolean direct, Optional<String> cookie) {
    var key = settings.oidc().cookieHashKey();
    var now = clock.instant();
    var browser =
        cookie
            .flatMap(value -> BrowserSecret.open(value, key, now))
            .orElseGet(BrowserSecret::fresh);
    var state = new ExchangeState(Ids.token(), shared.share().id(), style, direct, now);
    var verifier = new CodeVerifier(browser.derive(key, VERIFIER, state.id()));
    var scope = Scope.parse(issuer.scopes());
    var request =
        new AuthenticationRequest.Builder(
                ResponseType.CODE,
                scope,
                new ClientID(settings.oidc().clientId()),
                settings.oidc().redirectUri())
            .endpointURI(issuer.metadata().getAuthorizationEndpointURI())
            .state(new State(state.sealed(key, browser)))
            .nonce(new Nonce(browser.derive(key, NONCE, state.id())))
            .codeChallenge(verifier, CodeChallengeMethod.S256);
    if (issuer.offersOfflineAccess()) {
      scope.add("offline_access");
    } else {
      request.customParameter("access_type", "offline");
    }
    return new Beginning(request.build().toURI(), browser.signed(key, now));
  }

  /**
   * Ends a sign-in.
   *
   * @param answer what the issuer sent back
   * @param cookie the browser's cookie
   */
  public Result complete(Answer answer, Optional<String> cookie) {
    shares.requireOpen();
    var now = clock.instant();
    var key = settings.oidc().cookieHashKey();
    var browser =
        cookie
            .flatMap(value -> BrowserSecret.open(value, key, now))
            .orElseThrow(() -> new ProblemException(SharingProblem.EXCHANGE_EXPIRED));
    var state =
        answer
            .state()
            .flatMap(value -> ExchangeState.open(value, key, browser))
            .orElseThrow(() -> new ProblemException(SharingProblem.EXCHANGE_STATE_WRONG));
    requireUsable(state, now);
    if (answer.error().isPresent()) {
      throw new ProblemException(
          IdentityProblem.SIGN_IN_REFUSED,
          ProviderError.describe(answer.error().get(), answer.errorDescription().orElse("")));
    }
    requireIssuer(answer.iss());
    var shared = shares.reopen(state.shareId());
    var code =
        answer.code().orElseThrow(() -> new ProblemException(SharingProblem.EXCHANGE_STATE_WRONG));
    var tokens = codes.redeem(code, new CodeVerifier(browser.derive(key, VERIFIER, state.id())));
    var person =
        issuer.verify(
            tokens.idToken().reveal(),
            Optional.of(new Nonce(browser.derive(key, NONCE, state.id()))));
    var file = new Kubeconfig(settings, issuer.caPem());
    var content =
        switch (state.style()) {
          case EXEC -> file.withPlugin(shared.cluster(), person);
          case AUTH_PROVIDER ->
              file.withTokens(
                  shared.cluster(),
                  person,
                  tokens.idToken(),
                  tokens
                      .refreshToken()
                      .orElseThrow(
                          () -> new ProblemException(SharingProblem.REFRESH_TOKEN_MISSING)));
        };
    var kubeconfig =
        ReadyKubeconfig.of(
            shared,
            person.email(),
            state.style(),
            Secret.of(content),
            now.plus(ReadyKubeconfigs.LIFETIME));
    LOG.info(
        "kubeconfig made: share={} cluster={} for={} style={}",
        state.shareId(),
        shared.cluster().id(),
        person.id(),
        state.style());
    return state.direct() ? new Result.File(kubeconfig) : new Result.Page(ready.keep(kubeconfig));
  }

  private void requireUsable(ExchangeState state, Instant now) {
    if (state.expired(now)) {
      throw new ProblemException(SharingProblem.EXCHANGE_EXPIRED);
    }
    if (used.asMap().putIfAbsent(state.id(), true) != null) {
      throw new ProblemException(SharingProblem.EXCHANGE_REPLAYED);
    }
  }

  private void requireIssuer(Optional<String> iss) {
    var metadata = issuer.metadata();
    boolean announced = metadata.supportsAuthorizationResponseIssuerParam();
    boolean right =
        iss.map(value -> value.equals(metadata.getIssuer().getValue())).orElse(!announced);
    if (!right) {
      throw new ProblemException(SharingProblem.EXCHANGE_STATE_WRONG);
    }
  }
}
