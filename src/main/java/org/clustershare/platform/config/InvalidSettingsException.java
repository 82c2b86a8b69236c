package org.clustershare.platform.config;

import java.util.List;

/** The settings cannot be used; says everything that is wrong with them, a sentence each. */
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
