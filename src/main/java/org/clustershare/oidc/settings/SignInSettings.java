package org.clustershare.oidc.settings;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.clustershare.platform.config.SettingValues;

/**
 * Settings for sign-ins: the requests to the provider and the rules for accepted people and tokens.
 *
 * @param requireVerifiedEmail whether an email is refused unless the provider says that it is
 *     verified ({@code oidc-require-verified-email})
 * @param emailDomains the domains whose people may sign in, in lower case; empty for all ({@code
 *     oidc-email-domains})
 * @param offlineAccessAsScope whether the scope offline_access requests a refresh token, or else
 *     access_type=offline; empty to follow the provider's announcement ({@code
 *     oidc-offline-access-as-scope})
 * @param scopes the scopes to request; empty to follow the provider's announcement ({@code
 *     oidc-scopes})
 * @param apiClientIds the clients of the provider whose ID tokens the API accepts, and no others;
 *     empty for the default of {@link ApiClients} ({@code oidc-api-client-ids})
 * @param trustedAudiences further members that the audience of ID tokens may have, for providers
 *     that always name others, such as a project's id ({@code oidc-trusted-audiences})
 * @param issuersWithoutEmailVerified issuers whose tokens may lack the claim email_verified ({@code
 *     oidc-issuers-without-email-verified})
 */
public record SignInSettings(
    boolean requireVerifiedEmail,
    Set<String> emailDomains,
    Optional<Boolean> offlineAccessAsScope,
    Set<String> scopes,
    Set<String> apiClientIds,
    Set<String> trustedAudiences,
    Set<String> issuersWithoutEmailVerified) {

  private static final String WITHOUT_EMAIL_VERIFIED = "oidc-issuers-without-email-verified";

  static SignInSettings read(SettingValues values) {
    return new SignInSettings(
        values.flag("oidc-require-verified-email", true),
        emailDomains(values),
        values
            .text("oidc-offline-access-as-scope")
            .map(text -> values.flag("oidc-offline-access-as-scope", false)),
        scopes(values),
        values.list("oidc-api-client-ids"),
        values.list("oidc-trusted-audiences"),
        values.list(WITHOUT_EMAIL_VERIFIED));
  }

  /** Whether a token of the issuer may lack the claim email_verified. */
  public boolean mayLackEmailVerified(URI issuer) {
    return !requireVerifiedEmail || issuersWithoutEmailVerified.contains(issuer.toString());
  }

  /**
   * Reports each issuer of {@code oidc-issuers-without-email-verified} that people cannot sign in
   * at; a misspelt issuer has no effect.
   */
  public void requireKnownIssuers(
      SettingValues values, URI ownIssuer, ClusterIssuers clusterIssuers) {
    issuersWithoutEmailVerified.stream()
        .filter(issuer -> !issuer.equals(ownIssuer.toString()))
        .filter(issuer -> !clusterIssuers.named().contains(issuer))
        .forEach(
            issuer ->
                values.problem(
                    "%s must name issuers, spelled as in oidc-issuer-url or cluster-issuers; it names \"%s\"."
                        .formatted(WITHOUT_EMAIL_VERIFIED, issuer)));
  }

  private static Set<String> emailDomains(SettingValues values) {
    var domains =
        values.list("oidc-email-domains").stream()
            .map(domain -> domain.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    domains.stream()
        .filter(domain -> !domain.matches("[\\p{L}\\p{N}]([\\p{L}\\p{M}\\p{N}.-]*[\\p{L}\\p{N}])?"))
        .forEach(
            domain ->
                values.problem(
                    "oidc-email-domains must be a list of domains such as example.com; it names \"%s\"."
                        .formatted(domain)));
    return domains;
  }

  private static Set<String> scopes(SettingValues values) {
    var scopes = values.list("oidc-scopes");
    if (!scopes.isEmpty() && !(scopes.contains("openid") && scopes.contains("email"))) {
      values.problem(
          "oidc-scopes must name openid and email, by which people are known; it is \"%s\"."
              .formatted(String.join(",", scopes)));
    }
    return scopes;
  }
}
