package org.clustershare.platform.config;

import java.util.List;

/** Settings that Cluster Share cannot start with; holds one sentence for each problem. */
public final class InvalidSettingsException extends RuntimeException {
  private final transient List<String> problems;

  InvalidSettingsException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
