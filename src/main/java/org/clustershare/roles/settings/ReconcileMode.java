package org.clustershare.roles.settings;

import java.util.Arrays;
import java.util.Optional;

/** Whether drift is repaired or only shown. */
public enum ReconcileMode {
  /** What differs is put right. */
  APPLY("apply"),
  /** What differs is shown, and nothing is written to the cluster. */
  REPORT("report");

  private final String key;

  ReconcileMode(String key) {
    this.key = key;
  }

  /** As settings and the API write it. */
  public String key() {
    return key;
  }

  public static Optional<ReconcileMode> of(String key) {
    return Arrays.stream(values()).filter(mode -> mode.key.equals(key)).findFirst();
  }
}
