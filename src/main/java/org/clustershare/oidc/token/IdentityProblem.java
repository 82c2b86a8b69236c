package org.clustershare.oidc.token;

import org.clustershare.platform.problem.ProblemType;

/** What can go wrong when somebody signs in. */
public enum IdentityProblem implements ProblemType {
  TOKEN_MISSING(401, "token-missing"),
  /** A form that was sent after the console session had ended. */
  SESSION_ENDED(401, "session-ended"),
  EMAIL_MISSING(400, "email-missing"),
  /** Not one address of printable characters, or one that could be taken for another. */
  EMAIL_UNUSABLE(400, "email-unusable"),
  EMAIL_UNVERIFIED(403, "email-unverified"),
  /** The provider does not say whether the email is verified. */
  EMAIL_VERIFICATION_MISSING(403, "email-verification-missing"),
  EMAIL_DOMAIN(403, "email-domain"),
  /** The ID token lacks the claim that tells accounts apart. */
  ACCOUNT_UNNAMED(400, "account-unnamed"),
  /** The address belonged to another account at the provider; an admin decides. */
  ACCOUNT_CHANGED(403, "account-changed"),
  ACCOUNT_CHANGE_UNKNOWN(404, "account-change-unknown"),
  ACCOUNT_DECISION_INVALID(400, "account-decision-invalid"),
  TOO_MANY_AT_ONCE(429, "too-many-at-once"),
  /** The same for people who have not signed in, of one network address. */
  TOO_MANY_FROM_ADDRESS(429, "too-many-from-address"),
  /** Too many codes wait for the provider's answer already. */
  TOO_MANY_SIGN_INS(503, "too-many-sign-ins"),
  ISSUER_UNAVAILABLE(503, "issuer-unavailable"),
  /** The same, because of its certificate; the detail names the one that is missing. */
  ISSUER_UNTRUSTED(503, "issuer-untrusted"),
  /** The answer to a sign-in comes from another provider than the one that was asked. */
  ISSUER_MIXED_UP(400, "issuer-mixed-up"),
  /** A cluster's own client is at an issuer that {@code cluster-issuers} does not name. */
  ISSUER_NOT_ALLOWED(400, "issuer-not-allowed"),
  SIGN_IN_REFUSED(400, "sign-in-refused"),
  /** The provider did not take the code, or answered in a way that cannot be used. */
  CODE_REFUSED(400, "code-refused"),
  SIGN_IN_EXPIRED(400, "sign-in-expired");

  private final int status;
  private final String key;

  IdentityProblem(int status, String key) {
    this.status = status;
    this.key = key;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String key() {
    return key;
  }
}
