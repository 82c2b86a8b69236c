package org.clustershare.platform.problem;

/**
 * A kind of problem that a caller can act on. Each feature has an enum of its own; the texts live
 * in {@code problems.properties} under the key: {@code <key>.title}, {@code <key>.detail} and
 * {@code <key>.next}.
 */
public interface ProblemType {
  /** The HTTP status that tells a client of it. */
  int status();

  /**
   * What the message bundle and the problem's {@code type} call it, such as {@code share-unknown}.
   */
  String key();
}
