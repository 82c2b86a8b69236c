package org.clustershare.platform.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.clustershare.platform.problem.ProblemException;

/**
 * How a call ended, as a label of few values. The HTTP status of its problem decides, so that a new
 * problem needs no new value.
 */
public enum Outcome {
  SUCCESS,
  /** Status 404: a link or an object that does not exist. */
  NOT_FOUND,
  /** Status 410: it existed and has expired or was revoked. */
  GONE,
  /** Status 429: more calls than a limit allows. */
  LIMITED,
  /** Any other status from 400 to 499. */
  REFUSED,
  /** Status 502 to 504: the provider, the database or a cluster did not answer. */
  UNAVAILABLE,
  /** An unexpected error; the log has it. */
  ERROR;

  /** The outcome of a call that threw. */
  static Outcome of(Throwable thrown) {
    return ProblemException.find(thrown)
        .map(problem -> ofStatus(problem.type().status()))
        .orElse(ERROR);
  }

  static Outcome ofStatus(int status) {
    return switch (status) {
      case 404 -> NOT_FOUND;
      case 410 -> GONE;
      case 429 -> LIMITED;
      case 502, 503, 504 -> UNAVAILABLE;
      default -> status >= 400 && status < 500 ? REFUSED : status < 400 ? SUCCESS : ERROR;
    };
  }

  /** The value of the label. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> labels() {
    return Arrays.stream(values()).map(Outcome::label).toList();
  }
}
