package org.clustershare.oidc.diagnostics;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
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
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.clustershare.oidc.client.Issuer;
import org.clustershare.oidc.issuer.PublicJwkSet;
import org.clustershare.oidc.settings.OidcSettings;
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

  private final DiagnosticLines lines = new DiagnosticLines();

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

  public DiagnosticReport run() {
    lines.fact("issuer", oidc.issuerUrl().toString());
    new PresentedCertificateChain(oidc.issuerUrl())
        .lines()
        .forEach(text -> lines.fact("chain", text));
    try {
      var metadata = issuer.metadata();
      certificate(oidc.issuerUrl()).ifPresent(text -> lines.fact("certificate", text));
      var announcements = new ProviderAnnouncements(metadata, oidc, lines);
      announcements.endpoints();
      announcements.algorithms();
      keys(metadata);
      clockDifference();
      announcements.scopes();
      announcements.emailVerified();
      announcements.subjects();
      request();
    } catch (ProblemException e) {
      lines.problem(e.in(Locale.ENGLISH).detail());
      Optional.ofNullable(ExceptionUtils.getRootCause(e))
          .filter(cause -> cause != e)
          .ifPresent(cause -> lines.fact("reason", String.valueOf(cause.getMessage())));
    }
    return lines.report();
  }

  /**
   * The result for the certificate of an issuer that answered; empty for plain HTTP, which has
   * none.
   */
  static Optional<String> certificate(URI issuer) {
    return "https".equals(issuer.getScheme()) ? Optional.of("verified") : Optional.empty();
  }

  private void keys(OIDCProviderMetadata metadata) {
    try {
      var set = PublicJwkSet.parse(get(metadata.getJWKSetURI()).getBody());
      set.keys()
          .getKeys()
          .forEach(
              key ->
                  lines.fact(
                      "key",
                      "id=%s type=%s".formatted(key.getKeyID(), key.getKeyType().getValue())));
      if (set.omitted() > 0) {
        lines.fact("keys omitted", set.omitted() + ", malformed, too large or of an unknown type");
      }
      if (set.keys().isEmpty()) {
        lines.problem(
            set.omitted() == 0
                ? "The provider has no keys yet."
                : "The provider has no key that Cluster Share can use.");
      }
    } catch (IOException | java.text.ParseException e) {
      lines.problem("The provider's keys cannot be read: " + e.getMessage());
    }
  }

  private void clockDifference() {
    try {
      var answer = get(URI.create(oidc.issuerUrl() + "/.well-known/openid-configuration"));
      var date = answer.getHeaderValue("Date");
      if (date == null) {
        lines.fact("clock", "the provider sends no Date header");
        return;
      }
      var providerTime =
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var difference = Duration.between(clock.instant(), providerTime);
      lines.fact(
          "clock", "the provider's clock differs by %+d s".formatted(difference.toSeconds()));
      if (difference.abs().compareTo(CLOCK_TOLERANCE) > 0) {
        lines.problem("The clocks differ by more than 60 s: set both by NTP.");
      }
    } catch (IOException | DateTimeException e) {
      lines.fact("clock", "the provider's clock cannot be read");
    }
  }

  private void request() {
    var uri = oidc.redirectUri().toString();
    var consoleUri = oidc.consoleRedirectUri().toString();
    if (uri.equals(consoleUri)) {
      lines.fact("redirect URI to register", uri);
      lines.fact(
          "earlier redirect URI",
          installation.baseUrl()
              + InstallationSettings.CALLBACK_PATH
              + " is needed only if oidc-console-redirect-uri names it");
    } else {
      lines.fact("redirect URIs to register", consoleUri + " " + uri);
    }
    lines.fact(
        "client",
        oidc.clientId() + (oidc.clientSecret().isPresent() ? " (confidential)" : " (public)"));
    lines.fact("authorization request", flow.example(issuer.relyingParty()).toString());
  }

  private HTTPResponse get(URI address) throws IOException {
    return new HTTPRequest(HTTPRequest.Method.GET, address).send(issuer.http());
  }
}
