package org.clustershare.trust.check;

import org.clustershare.platform.problem.ProblemType;

/** What can go wrong when somebody asks whether a cluster trusts the issuer. */
public enum TrustProblem implements ProblemType {
  TRUST_TARGET_CHANGED(409),
  /** The cluster has a client of its own, or the API has. */
  TRUST_OTHER_CLIENT(400),
  TRUST_TOKEN_EXPIRED(400),
  TRUST_SIGN_IN_WRONG(400),
  TRUST_ANOTHER_PERSON(403);

  private final int status;

  TrustProblem(int status) {
    this.status = status;
  }

  @Override
  public int status() {
    return status;
  }
}
