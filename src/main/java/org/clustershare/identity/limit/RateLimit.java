package org.clustershare.identity.limit;

import org.clustershare.oidc.token.IdentityProblem;

/** What a rate limit counts. */
enum RateLimit {
  /** Answers that end a sign-in of their browser, by network address. */
  SIGN_INS(IdentityProblem.RATE_LIMIT_SIGN_INS),
  /** Requests that open a share's link, by network address and by link. */
  LINK_OPENINGS(IdentityProblem.RATE_LIMIT_LINK_OPENINGS),
  /** Calls of the API and pages of the console: by person, of strangers by network address. */
  CALLS(IdentityProblem.RATE_LIMIT_CALLS);

  private final IdentityProblem problem;

  RateLimit(IdentityProblem problem) {
    this.problem = problem;
  }

  /** The problem of a request that exceeds the limit. */
  IdentityProblem problem() {
    return problem;
  }
}
