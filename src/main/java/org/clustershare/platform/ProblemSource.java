package org.clustershare.platform;

/** An exception of a part of ours that knows which problem it is to whoever asked. */
public interface ProblemSource {
  ProblemException problem();
}
