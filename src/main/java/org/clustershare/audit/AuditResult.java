package org.clustershare.audit;

import org.clustershare.platform.problem.ProblemException;

/** Result of an action. */
public enum AuditResult {
  /** The change begins; a second record has its result. */
  STARTED,
  DONE,
  /** Some parts were done, others not; the details say how many. */
  PARTIAL,
  /** The product or the cluster refused; nothing changed. */
  REFUSED,
  /** The action failed, and nothing changed. */
  FAILED,
  /** No usable answer: the change may have been made. */
  UNKNOWN;

  /**
   * The result of an action that ended with an exception. A status of 4xx means that nothing
   * changed. Everything else leaves open whether the cluster made the change.
   */
  public static AuditResult of(RuntimeException failure) {
    return ProblemException.find(failure)
        .map(problem -> problem.type().status())
        .filter(status -> status >= 400 && status < 500)
        .map(status -> REFUSED)
        .orElse(UNKNOWN);
  }
}
