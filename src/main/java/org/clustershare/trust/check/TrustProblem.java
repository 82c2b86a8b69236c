package org.clustershare.trust.check;

import org.clustershare.platform.problem.ProblemType;

/** Problems of a person's trust check. */
public enum TrustProblem implements ProblemType {
  TRUST_TARGET_CHANGED(409),
  /** The token is for another client: the cluster or the API has a client of its own. */
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
