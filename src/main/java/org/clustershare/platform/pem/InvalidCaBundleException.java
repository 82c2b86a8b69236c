package org.clustershare.platform.pem;

import java.util.List;

/** A file that cannot serve as a CA bundle; has one sentence a problem, never what a key holds. */
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
