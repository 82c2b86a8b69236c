package org.clustershare.oidc.token;

import org.clustershare.platform.problem.ProblemType;

/** Problems of a sign-in or of an account. */
public enum IdentityProblem implements ProblemType {
  TOKEN_MISSING(401),
  /** A form arrived after the console session had ended. */
  SESSION_ENDED(401),
  /** A form of another person's session, for example one that is sent again after a sign-in. */
  FORM_OF_ANOTHER_PERSON(409),
  EMAIL_MISSING(400),
  /** Not one address of printable characters, or an address that could pass for another. */
  EMAIL_UNUSABLE(400),
  EMAIL_UNVERIFIED(403),
  /** The provider does not say whether the email is verified. */
  EMAIL_VERIFICATION_MISSING(403),
  EMAIL_DOMAIN(403),
  /** The ID token lacks the claim that identifies the account. */
  ACCOUNT_UNNAMED(400),
  /** The address belonged to another account at the provider; an admin decides. */
  ACCOUNT_CHANGED(403),
  ACCOUNT_CHANGE_UNKNOWN(404),
  ACCOUNT_DECISION_INVALID(400),
  TOO_MANY_AT_ONCE(429),
  /** The same for one network address, for people who have not signed in. */
  TOO_MANY_FROM_ADDRESS(429),
  /** Too many sign-ins of one network address within a minute. */
  RATE_LIMIT_SIGN_INS(429),
  /** Too many openings of one link, or of all links from one network address. */
  RATE_LIMIT_LINK_OPENINGS(429),
  /** Too many calls of one person, or of strangers from one network address. */
  RATE_LIMIT_CALLS(429),
  /** Too many codes already wait for the provider's answer. */
  TOO_MANY_SIGN_INS(503),
  ISSUER_UNAVAILABLE(503),
  /** The same, because of its certificate; the detail names the one that is missing. */
  ISSUER_UNTRUSTED(503),
  /** Another provider than the requested one answered a sign-in. */
  ISSUER_MIXED_UP(400),
  /** A cluster's own client is at an issuer that {@code cluster-issuers} does not name. */
  ISSUER_NOT_ALLOWED(400),
  SIGN_IN_REFUSED(400),
  /** The provider refused the code, or its answer is unusable. */
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
