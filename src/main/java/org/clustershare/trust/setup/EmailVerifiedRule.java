package org.clustershare.trust.setup;

import org.clustershare.oidc.client.RelyingParty;

/**
 * What an API server must ask of the claim email_verified, so that it takes no person whom a
 * sign-in here refuses. Flags (also those of EKS and GKE) cannot say it: they take an absent claim.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration">
 *     Using Authentication Configuration</a>
 */
enum EmailVerifiedRule {
  /** The claim must be there and true. */
  REQUIRED("claims.?email_verified.orValue(false) == true"),
  /**
   * The claim may be absent, and must be true if it is there: what Kubernetes asks by itself for
   * {@code claim: email}.
   */
  OPTIONAL("claims.?email_verified.orValue(true) == true");

  /** What the API server says of a token that the rule refuses. */
  static final String MESSAGE = "the provider must say that the email is verified";

  private final String expression;

  EmailVerifiedRule(String expression) {
    this.expression = expression;
  }

  /** The rule for people of an issuer. */
  static EmailVerifiedRule of(RelyingParty trusted) {
    return trusted.mayLackEmailVerified() ? OPTIONAL : REQUIRED;
  }

  /** In the Common Expression Language (CEL). */
  String expression() {
    return expression;
  }
}
