package org.clustershare.platform.problem;

import java.util.Optional;

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

  /**
   * After how many seconds the same request may well succeed (RFC 9110, section 10.2.3); empty when
   * time does not help.
   */
  default Optional<String> retryAfter() {
    return switch (status()) {
      case 429 -> Optional.of("1");
      case 503 -> Optional.of("5");
      default -> Optional.empty();
    };
  }
}
