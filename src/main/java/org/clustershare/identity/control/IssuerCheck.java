package org.clustershare.identity.control;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
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
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.settings.Settings;

/**
 * Looks at the provider as an operator would who sets it up: everything that a sign-in needs of it,
 * one line a fact, and what has to be mended.
 */
@Dependent
public class IssuerCheck {
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

  @Inject private Settings settings;
  @Inject private Issuer issuer;
  @Inject private Clock clock;

  private final List<String> lines = new ArrayList<>();
  private int problems;

  /**
   * What was found.
   *
   * @param good whether people can sign in, as far as can be seen without one
   */
  public record Report(boolean good, List<String> lines) {}

  public Report run() {
    line("issuer", settings.oidc().issuerUrl().toString());
    new ShownChain(settings.oidc().issuerUrl()).lines().forEach(text -> line("chain", text));
    try {
      var metadata = issuer.metadata();
      line("certificate", "verified");
      discovery(metadata);
      algorithms(metadata);
      keys(metadata);
      difference();
      scopes(metadata);
      request(metadata);
    } catch (ProblemException e) {
      problem(e.in(Locale.ENGLISH).detail());
      Optional.ofNullable(ExceptionUtils.getRootCause(e))
          .filter(cause -> cause != e)
          .ifPresent(cause -> line("reason", String.valueOf(cause.getMessage())));
    }
    lines.add(problems == 0 ? "Everything fits." : "%d to mend.".formatted(problems));
    return new Report(problems == 0, List.copyOf(lines));
  }

  private void discovery(OIDCProviderMetadata metadata) {
    line("authorization endpoint", String.valueOf(metadata.getAuthorizationEndpointURI()));
    line("token endpoint", String.valueOf(metadata.getTokenEndpointURI()));
    line("keys", String.valueOf(metadata.getJWKSetURI()));
    var methods = metadata.getCodeChallengeMethods();
    line("PKCE", methods == null ? "not announced; sent all the same" : spaced(methods));
    if (methods != null && !methods.contains(CodeChallengeMethod.S256)) {
      problem("The provider announces PKCE without S256.");
    }
  }

  private void algorithms(OIDCProviderMetadata metadata) {
    var announced = metadata.getIDTokenJWSAlgs();
    line("algorithms", announced == null ? "not announced" : spaced(announced));
    if (announced != null && announced.stream().noneMatch(IssuerCheck::taken)) {
      problem("None of the provider's algorithms is taken: use RS256, PS256 or ES256.");
    }
  }

  private static boolean taken(JWSAlgorithm algorithm) {
    return JWSAlgorithm.Family.SIGNATURE.contains(algorithm)
        && !algorithm.getName().startsWith("Ed");
  }

  private void keys(OIDCProviderMetadata metadata) {
    try {
      var set = PublicJwkSet.parse(get(metadata.getJWKSetURI()).getBody());
      set.getKeys()
          .forEach(
              key ->
                  line(
                      "key",
                      "id=%s type=%s".formatted(key.getKeyID(), key.getKeyType().getValue())));
      if (set.isEmpty()) {
        problem("The provider has no keys yet.");
      }
    } catch (IOException | java.text.ParseException e) {
      problem("The provider's keys cannot be read: " + e.getMessage());
    }
  }

  private void difference() {
    try {
      var answer =
          get(URI.create(settings.oidc().issuerUrl() + "/.well-known/openid-configuration"));
      var date = answer.getHeaderValue("Date");
      if (date == null) {
        line("clock", "the provider does not tell the time");
        return;
      }
      var theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var ahead = Duration.between(clock.instant(), theirs);
      line("clock", "the provider's differs by %+d s".formatted(ahead.toSeconds()));
      if (ahead.abs().compareTo(CLOCK_TOLERANCE) > 0) {
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
      line("groups", "no scope groups is announced; bindings of groups may reach nobody");
    }
  }

  private void request(OIDCProviderMetadata metadata) {
    var uri = settings.oidc().redirectUri();
    line("redirect URIs to register", settings.baseUrl() + "/callback " + uri);
    line(
        "client",
        settings.oidc().clientId()
            + (settings.oidc().clientSecret().isPresent() ? " (confidential)" : " (public)"));
    var request =
        new AuthenticationRequest.Builder(
                ResponseType.CODE,
                Scope.parse(issuer.scopes()),
                new ClientID(settings.oidc().clientId()),
                uri)
            .endpointURI(metadata.getAuthorizationEndpointURI())
            .build();
    line("a sign-in asks for", request.toURI().toString());
  }

  private HTTPResponse get(URI address) throws IOException {
    return new HTTPRequest(HTTPRequest.Method.GET, address).send(issuer.http());
  }

  private void line(String what, String value) {
    lines.add(what + ": " + value);
  }

  private void problem(String sentence) {
    problems++;
    lines.add("TO MEND: " + sentence);
  }

  private static String spaced(Collection<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
