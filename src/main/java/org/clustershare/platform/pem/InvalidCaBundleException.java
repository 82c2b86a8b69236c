package org.clustershare.platform.pem;

import java.util.List;

/**
 * A file that cannot serve as a CA bundle. Holds one sentence for each problem and never quotes a
 * key.
 */
public final class InvalidCaBundleException extends Exception {
  private final List<String> problems;

  InvalidCaBundleException(List<String> problems) {
    super(String.join(" ", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
