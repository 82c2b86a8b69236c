package org.clustershare.oidc.diagnostics;

import java.util.ArrayList;
import java.util.List;

/** The lines of a {@link DiagnosticReport} while a check runs. */
final class DiagnosticLines {
  private final List<String> lines = new ArrayList<>();
  private int problems;

  void fact(String label, String value) {
    lines.add(label + ": " + value);
  }

  void problem(String sentence) {
    problems++;
    lines.add("FIX: " + sentence);
  }

  DiagnosticReport report() {
    var all = new ArrayList<>(lines);
    all.add(problems == 0 ? "No problems found." : "Problems to fix: %d.".formatted(problems));
    return new DiagnosticReport(problems == 0, List.copyOf(all));
  }
}
