package org.clustershare.platform.database;

import java.sql.SQLException;
import org.apache.commons.lang3.exception.ExceptionUtils;

/** A change that the database refused because it would break one of its constraints. */
public final class IntegrityViolation {
  /** The class of SQL's states for it (ISO/IEC 9075-2, subclause 24.1). */
  private static final String STATES = "23";

  private IntegrityViolation() {}

  /** Whether one is behind what was thrown. */
  public static boolean isCauseOf(Throwable thrown) {
    return ExceptionUtils.stream(thrown)
        .anyMatch(
            cause ->
                cause instanceof SQLException sql
                    && String.valueOf(sql.getSQLState()).startsWith(STATES));
  }
}
