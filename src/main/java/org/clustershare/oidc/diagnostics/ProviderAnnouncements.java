package org.clustershare.oidc.diagnostics;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.URI;
import java.util.Collection;
import java.util.stream.Collectors;
import org.clustershare.oidc.settings.AccountSettings;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.settings.SignInSettings;

/** The part of a provider's check that its discovery document answers. */
final class ProviderAnnouncements {
  private final OIDCProviderMetadata metadata;
  private final OidcSettings oidc;
  private final DiagnosticLines lines;

  ProviderAnnouncements(OIDCProviderMetadata metadata, OidcSettings oidc, DiagnosticLines lines) {
    this.metadata = metadata;
    this.oidc = oidc;
    this.lines = lines;
  }

  void endpoints() {
    lines.fact("authorization endpoint", String.valueOf(metadata.getAuthorizationEndpointURI()));
    lines.fact("token endpoint", String.valueOf(metadata.getTokenEndpointURI()));
    lines.fact("keys", String.valueOf(metadata.getJWKSetURI()));
    var methods = metadata.getCodeChallengeMethods();
    lines.fact(
        "PKCE", methods == null ? "not announced; Cluster Share uses it anyway" : join(methods));
    if (methods != null && !methods.contains(CodeChallengeMethod.S256)) {
      lines.problem("The provider announces PKCE without S256.");
    }
  }

  void algorithms() {
    var announced = metadata.getIDTokenJWSAlgs();
    lines.fact("algorithms", announced == null ? "not announced" : join(announced));
    if (announced != null && announced.stream().noneMatch(ProviderAnnouncements::isAccepted)) {
      lines.problem(
          "Cluster Share accepts none of the provider's algorithms: use RS256, PS256 or ES256.");
    }
  }

  private static boolean isAccepted(JWSAlgorithm algorithm) {
    return JWSAlgorithm.Family.SIGNATURE.contains(algorithm)
        && !algorithm.getName().startsWith("Ed");
  }

  void scopes() {
    var known = metadata.getScopes();
    lines.fact("scopes", known == null ? "not announced" : known.toString());
    boolean offline = known != null && known.contains("offline_access");
    var grants = metadata.getGrantTypes();
    boolean refresh = grants == null || grants.contains(GrantType.REFRESH_TOKEN);
    lines.fact(
        "refresh tokens",
        offline
            ? "likely: the scope offline_access is announced"
            : refresh
                ? "possible: offline_access is not announced, so Cluster Share sends access_type=offline"
                : "unlikely: neither offline_access nor the grant refresh_token is announced");
    if (known != null && !known.contains("email")) {
      lines.problem(
          "The provider announces no scope email; clusters identify people by their email address.");
    }
    if (known != null && !known.contains("groups")) {
      lines.fact("groups", "no scope groups is announced; bindings of groups may have no effect");
    }
  }

  void emailVerified() {
    lines.fact("email_verified", emailVerified(metadata, oidc.signIn()));
  }

  /**
   * Returns the result for the claim email_verified. A discovery document lists only claims that
   * the provider may send. Keycloak, for example, sends this one unannounced, so its absence there
   * is no problem.
   */
  static String emailVerified(OIDCProviderMetadata metadata, SignInSettings signIn) {
    var issuer = metadata.getIssuer().getValue();
    if (!signIn.requireVerifiedEmail()) {
      return "not checked, because oidc-require-verified-email is false: unverified emails are accepted";
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

  void subjects() {
    var types = metadata.getSubjectTypes();
    lines.fact("subjects", types == null ? "not announced" : join(types));
    if (types != null
        && !types.contains(SubjectType.PUBLIC)
        && oidc.accounts().subjectClaim().equals(AccountSettings.SUB)) {
      lines.fact(
          "accounts",
          "each client gets other subjects; if more than one is used, set oidc-subject-claim"
              + " (oid at Entra ID)");
    }
  }

  private static String join(Collection<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
