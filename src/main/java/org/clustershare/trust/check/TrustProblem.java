package org.clustershare.trust.check;

import org.clustershare.platform.problem.ProblemType;

/** What can go wrong when somebody asks whether a cluster trusts the issuer. */
public enum TrustProblem implements ProblemType {
  TRUST_TARGET_CHANGED(409, "trust-target-changed"),
  /** The cluster has a client of its own, or the API has. */
  TRUST_OTHER_CLIENT(400, "trust-other-client"),
  TRUST_TOKEN_EXPIRED(400, "trust-token-expired"),
  TRUST_SIGN_IN_WRONG(400, "trust-sign-in-wrong"),
  TRUST_ANOTHER_PERSON(403, "trust-another-person");

  private final int status;
  private final String key;

  TrustProblem(int status, String key) {
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
