package org.clustershare.platform;

import java.sql.SQLException;

/** A change that the database refused because it would break one of its constraints. */
public final class IntegrityViolation {
  /** The class of SQL's states for it (ISO/IEC 9075-2, subclause 24.1). */
  private static final String STATES = "23";

  private IntegrityViolation() {}

  /** Whether one is behind what was thrown. */
  public static boolean isBehind(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && sql.getSQLState().startsWith(STATES)) {
        return true;
      }
    }
    return false;
  }
}
