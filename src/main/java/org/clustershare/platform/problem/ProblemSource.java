package org.clustershare.platform.problem;

/** Exception of a feature that can say which problem it is for the caller. */
public interface ProblemSource {
  ProblemException problem();
}
