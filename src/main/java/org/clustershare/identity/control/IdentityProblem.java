package org.clustershare.identity.control;

import org.clustershare.platform.problem.ProblemType;

/** What can go wrong when somebody signs in. */
public enum IdentityProblem implements ProblemType {
  TOKEN_MISSING(401, "token-missing"),
  TOKEN_INVALID(401, "token-invalid"),
  EMAIL_MISSING(400, "email-missing"),
  EMAIL_UNVERIFIED(403, "email-unverified"),
  ISSUER_UNAVAILABLE(503, "issuer-unavailable"),
  /** The same, because of its certificate; the detail names the one that is missing. */
  ISSUER_UNTRUSTED(503, "issuer-untrusted"),
  SIGN_IN_REFUSED(400, "sign-in-refused"),
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
