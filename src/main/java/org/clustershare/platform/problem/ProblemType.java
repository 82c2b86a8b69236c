package org.clustershare.platform.problem;

import java.util.Locale;
import java.util.Optional;

/**
 * A kind of problem that a caller can act on. Each feature has an enum of problems. Their texts are
 * in {@code problems.properties}: {@code <key>.title}, {@code <key>.detail} and {@code <key>.next}.
 */
public interface ProblemType {
  /** The HTTP status of the response. */
  int status();

  /** The name of the constant, such as {@code SHARE_UNKNOWN}. */
  String name();

  /**
   * The stable identifier of this problem in the message bundles and in the member {@code type} of
   * a problem document, such as {@code share-unknown}. Clients depend on it.
   */
  default String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The header {@code Retry-After}: the seconds after which the same request may succeed (RFC 9110,
   * section 10.2.3). Empty when waiting does not help.
   */
  default Optional<String> retryAfter() {
    return switch (status()) {
      case 429 -> Optional.of("1");
      case 503 -> Optional.of("5");
      default -> Optional.empty();
    };
  }
}
