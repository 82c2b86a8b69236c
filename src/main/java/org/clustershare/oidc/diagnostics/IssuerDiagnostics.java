package org.clustershare.oidc.diagnostics;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.clustershare.oidc.client.Issuer;
import org.clustershare.oidc.issuer.PublicJwkSet;
import org.clustershare.oidc.settings.AccountSettings;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.settings.SignInSettings;
import org.clustershare.oidc.signin.AuthorizationCodeFlow;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.problem.ProblemException;

/**
 * Checks the provider for an operator who sets it up. The report has one line for each fact that a
 * sign-in needs, and one line for each problem to fix.
 */
@Dependent
public class IssuerDiagnostics {
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

  private final InstallationSettings installation;
  private final OidcSettings oidc;
  private final Issuer issuer;
  private final AuthorizationCodeFlow flow;
  private final Clock clock;

  private final List<String> lines = new ArrayList<>();
  private int problems;

  /**
   * The result of the check.
   *
   * @param good whether people can sign in, as far as the check sees without a sign-in
   */
  public record Report(boolean good, List<String> lines) {}

  @Inject
  IssuerDiagnostics(
      InstallationSettings installation,
      OidcSettings oidc,
      Issuer issuer,
      AuthorizationCodeFlow flow,
      Clock clock) {
    this.installation = installation;
    this.oidc = oidc;
    this.issuer = issuer;
    this.flow = flow;
    this.clock = clock;
  }

  public Report run() {
    line("issuer", oidc.issuerUrl().toString());
    new PresentedCertificateChain(oidc.issuerUrl()).lines().forEach(text -> line("chain", text));
    try {
      var metadata = issuer.metadata();
      certificate(oidc.issuerUrl()).ifPresent(text -> line("certificate", text));
      discovery(metadata);
      algorithms(metadata);
      keys(metadata);
      clockDifference();
      scopes(metadata);
      line("email_verified", emailVerified(metadata, oidc.signIn()));
      subjects(metadata);
      request();
    } catch (ProblemException e) {
      problem(e.in(Locale.ENGLISH).detail());
      Optional.ofNullable(ExceptionUtils.getRootCause(e))
          .filter(cause -> cause != e)
          .ifPresent(cause -> line("reason", String.valueOf(cause.getMessage())));
    }
    lines.add(problems == 0 ? "No problems found." : "Problems to fix: %d.".formatted(problems));
    return new Report(problems == 0, List.copyOf(lines));
  }

  /**
   * The result for the certificate of an issuer that answered; empty for plain HTTP, which has
   * none.
   */
  static Optional<String> certificate(URI issuer) {
    return "https".equals(issuer.getScheme()) ? Optional.of("verified") : Optional.empty();
  }

  private void discovery(OIDCProviderMetadata metadata) {
    line("authorization endpoint", String.valueOf(metadata.getAuthorizationEndpointURI()));
    line("token endpoint", String.valueOf(metadata.getTokenEndpointURI()));
    line("keys", String.valueOf(metadata.getJWKSetURI()));
    var methods = metadata.getCodeChallengeMethods();
    line("PKCE", methods == null ? "not announced; sent all the same" : join(methods));
    if (methods != null && !methods.contains(CodeChallengeMethod.S256)) {
      problem("The provider announces PKCE without S256.");
    }
  }

  private void algorithms(OIDCProviderMetadata metadata) {
    var announced = metadata.getIDTokenJWSAlgs();
    line("algorithms", announced == null ? "not announced" : join(announced));
    if (announced != null && announced.stream().noneMatch(IssuerDiagnostics::isAccepted)) {
      problem("None of the provider's algorithms is taken: use RS256, PS256 or ES256.");
    }
  }

  private static boolean isAccepted(JWSAlgorithm algorithm) {
    return JWSAlgorithm.Family.SIGNATURE.contains(algorithm)
        && !algorithm.getName().startsWith("Ed");
  }

  private void keys(OIDCProviderMetadata metadata) {
    try {
      var set = PublicJwkSet.parse(get(metadata.getJWKSetURI()).getBody());
      set.keys()
          .getKeys()
          .forEach(
              key ->
                  line(
                      "key",
                      "id=%s type=%s".formatted(key.getKeyID(), key.getKeyType().getValue())));
      if (set.omitted() > 0) {
        line("keys omitted", set.omitted() + ", malformed, too large or of an unknown type");
      }
      if (set.keys().isEmpty()) {
        problem(
            set.omitted() == 0
                ? "The provider has no keys yet."
                : "The provider has no key that Cluster Share can use.");
      }
    } catch (IOException | java.text.ParseException e) {
      problem("The provider's keys cannot be read: " + e.getMessage());
    }
  }

  private void clockDifference() {
    try {
      var answer = get(URI.create(oidc.issuerUrl() + "/.well-known/openid-configuration"));
      var date = answer.getHeaderValue("Date");
      if (date == null) {
        line("clock", "the provider does not tell the time");
        return;
      }
      var providerTime =
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var difference = Duration.between(clock.instant(), providerTime);
      line("clock", "the provider's differs by %+d s".formatted(difference.toSeconds()));
      if (difference.abs().compareTo(CLOCK_TOLERANCE) > 0) {
        problem("The clocks differ by more than 60 s: set both by NTP.");
      }
    } catch (IOException | DateTimeException e) {
      line("clock", "the provider's cannot be read");
    }
  }

  private void scopes(OIDCProviderMetadata metadata) {
    var known = metadata.getScopes();
    line("scopes", known == null ? "not announced" : known.toString());
    boolean offline = known != null && known.contains("offline_access");
    var grants = metadata.getGrantTypes();
    boolean refresh = grants == null || grants.contains(GrantType.REFRESH_TOKEN);
    line(
        "refresh tokens",
        offline
            ? "to be expected: the scope offline_access is announced"
            : refresh
                ? "perhaps: offline_access is not announced, access_type=offline is sent instead"
                : "not to be expected: neither offline_access nor the grant refresh_token is announced");
    if (known != null && !known.contains("email")) {
      problem("The provider announces no scope email; clusters know people by it.");
    }
    if (known != null && !known.contains("groups")) {
      line("groups", "no scope groups is announced; bindings of groups may have no effect");
    }
  }

  /**
   * Returns the result for the claim email_verified. A discovery document lists only claims that
   * the provider may send. Keycloak, for example, sends this one unannounced, so its absence there
   * is no problem.
   */
  static String emailVerified(OIDCProviderMetadata metadata, SignInSettings signIn) {
    var issuer = metadata.getIssuer().getValue();
    if (!signIn.requireVerifiedEmail()) {
      return "not looked at, because oidc-require-verified-email is false: unverified emails are taken";
    }
    if (signIn.mayLackEmailVerified(URI.create(issuer))) {
      return "may be absent, because oidc-issuers-without-email-verified names this provider; it must never let a person set their email to another person's (nOAuth)";
    }
    var announced = metadata.getClaims();
    if (announced != null && announced.contains("email_verified")) {
      return "announced";
    }
    return "not announced. If the provider never sends it (Entra ID, AD FS), people are refused with email-verification-missing until oidc-issuers-without-email-verified=%s allows it. Allow it only where a person cannot set their email to another person's (nOAuth)"
        .formatted(issuer);
  }

  private void subjects(OIDCProviderMetadata metadata) {
    var types = metadata.getSubjectTypes();
    line("subjects", types == null ? "not announced" : join(types));
    if (types != null
        && !types.contains(SubjectType.PUBLIC)
        && oidc.accounts().subjectClaim().equals(AccountSettings.SUB)) {
      line(
          "accounts",
          "each client gets other subjects; if more than one is used, set oidc-subject-claim"
              + " (oid at Entra ID)");
    }
  }

  private void request() {
    var uri = oidc.redirectUri().toString();
    var consoleUri = oidc.consoleRedirectUri().toString();
    if (uri.equals(consoleUri)) {
      line("redirect URI to register", uri);
      line(
          "earlier redirect URI",
          installation.baseUrl()
              + InstallationSettings.CALLBACK_PATH
              + " is needed only if oidc-console-redirect-uri names it");
    } else {
      line("redirect URIs to register", consoleUri + " " + uri);
    }
    line(
        "client",
        oidc.clientId() + (oidc.clientSecret().isPresent() ? " (confidential)" : " (public)"));
    line("a sign-in asks for", flow.example(issuer.relyingParty()).toString());
  }

  private HTTPResponse get(URI address) throws IOException {
    return new HTTPRequest(HTTPRequest.Method.GET, address).send(issuer.http());
  }

  private void line(String label, String value) {
    lines.add(label + ": " + value);
  }

  private void problem(String sentence) {
    problems++;
    lines.add("FIX: " + sentence);
  }

  private static String join(Collection<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
