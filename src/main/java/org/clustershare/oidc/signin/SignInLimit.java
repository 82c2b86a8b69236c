package org.clustershare.oidc.signin;

import org.clustershare.platform.problem.ProblemException;

/** Limit of the rate at which sign-ins end for the client of the current request. */
public interface SignInLimit {
  /**
   * Counts an answer that ends a sign-in of its browser.
   *
   * @throws ProblemException if there were too many
   */
  void requireSignIn();
}
