package org.clustershare.roles.settings;

import java.util.Arrays;
import java.util.Optional;

/** Whether the reconciler repairs drift or only reports it. */
public enum ReconcileMode {
  /** Drift is repaired. */
  APPLY("apply"),
  /** Drift is reported, and nothing is written to the cluster. */
  REPORT("report");

  private final String key;

  ReconcileMode(String key) {
    this.key = key;
  }

  /** The word in settings and in the API. */
  public String key() {
    return key;
  }

  public static Optional<ReconcileMode> of(String key) {
    return Arrays.stream(values()).filter(mode -> mode.key.equals(key)).findFirst();
  }
}
