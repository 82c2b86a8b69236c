package org.clustershare.trust.setup;

import org.clustershare.oidc.client.RelyingParty;

/**
 * Rule for the claim {@code email_verified}, with which an API server accepts no person whom a
 * sign-in here refuses. Flags, also those of EKS and GKE, cannot express it: they accept an absent
 * claim.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration">
 *     Using Authentication Configuration</a>
 */
enum EmailVerifiedRule {
  /** The claim must be present and true. */
  REQUIRED("claims.?email_verified.orValue(false) == true"),
  /**
   * The claim may be absent, and must be true if it is present. Kubernetes itself requires this for
   * {@code claim: email}.
   */
  OPTIONAL("claims.?email_verified.orValue(true) == true");

  /** The API server's message for a token that the rule refuses. */
  static final String MESSAGE = "the provider must say that the email is verified";

  private final String expression;

  EmailVerifiedRule(String expression) {
    this.expression = expression;
  }

  /** The rule for the people of an issuer. */
  static EmailVerifiedRule of(RelyingParty trusted) {
    return trusted.mayLackEmailVerified() ? OPTIONAL : REQUIRED;
  }

  /** The rule in the Common Expression Language (CEL). */
  String expression() {
    return expression;
  }
}
