package org.clustershare.oidc.token;

import org.clustershare.platform.problem.ProblemType;

/** What can go wrong when somebody signs in. */
public enum IdentityProblem implements ProblemType {
  TOKEN_MISSING(401),
  /** A form that was sent after the console session had ended. */
  SESSION_ENDED(401),
  EMAIL_MISSING(400),
  /** Not one address of printable characters, or one that could be taken for another. */
  EMAIL_UNUSABLE(400),
  EMAIL_UNVERIFIED(403),
  /** The provider does not say whether the email is verified. */
  EMAIL_VERIFICATION_MISSING(403),
  EMAIL_DOMAIN(403),
  /** The ID token lacks the claim that tells accounts apart. */
  ACCOUNT_UNNAMED(400),
  /** The address belonged to another account at the provider; an admin decides. */
  ACCOUNT_CHANGED(403),
  ACCOUNT_CHANGE_UNKNOWN(404),
  ACCOUNT_DECISION_INVALID(400),
  TOO_MANY_AT_ONCE(429),
  /** The same for people who have not signed in, of one network address. */
  TOO_MANY_FROM_ADDRESS(429),
  /** Too many codes wait for the provider's answer already. */
  TOO_MANY_SIGN_INS(503),
  ISSUER_UNAVAILABLE(503),
  /** The same, because of its certificate; the detail names the one that is missing. */
  ISSUER_UNTRUSTED(503),
  /** The answer to a sign-in comes from another provider than the one that was asked. */
  ISSUER_MIXED_UP(400),
  /** A cluster's own client is at an issuer that {@code cluster-issuers} does not name. */
  ISSUER_NOT_ALLOWED(400),
  SIGN_IN_REFUSED(400),
  /** The provider did not take the code, or answered in a way that cannot be used. */
  CODE_REFUSED(400),
  SIGN_IN_EXPIRED(400);

  private final int status;

  IdentityProblem(int status) {
    this.status = status;
  }

  @Override
  public int status() {
    return status;
  }
}
