package org.clustershare.platform.problem;

/** An exception of a part of ours that knows which problem it is to whoever asked. */
public interface ProblemSource {
  ProblemException problem();
}
