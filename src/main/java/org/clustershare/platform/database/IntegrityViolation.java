package org.clustershare.platform.database;

import java.sql.SQLException;
import org.apache.commons.lang3.exception.ExceptionUtils;

/** Recognizes changes that the database refused because they would break a constraint. */
public final class IntegrityViolation {
  /** SQLSTATE class of integrity constraint violations (ISO/IEC 9075-2, subclause 24.1). */
  private static final String SQLSTATE_CLASS = "23";

  private IntegrityViolation() {}

  /** Whether a constraint violation caused this exception. */
  public static boolean isCauseOf(Throwable thrown) {
    return ExceptionUtils.stream(thrown)
        .anyMatch(
            cause ->
                cause instanceof SQLException sql
                    && String.valueOf(sql.getSQLState()).startsWith(SQLSTATE_CLASS));
  }
}
