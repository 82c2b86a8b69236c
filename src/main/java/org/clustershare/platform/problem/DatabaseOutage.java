package org.clustershare.platform.problem;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognizes exceptions of a database that is away, restarts, is full or has no connection left.
 * The same request succeeds later.
 */
final class DatabaseOutage {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseOutage.class);

  /**
   * SQLSTATE of connection exceptions (ISO/IEC 9075-2, subclause 24.1), and of PostgreSQL: out of
   * resources (53), shut down or starting (57P), I/O error (58030), read-only server (25006). H2:
   * the file is closed or locked (90098, 90121, 90020).
   *
   * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error
   *     codes</a>
   */
  private static final Pattern STATE =
      Pattern.compile("08...|53...|57P0.|58030|25006|90098|90121|90020");

  /** How the server's pool says that it cannot lend a connection; it sets no SQLSTATE. */
  private static final String POOL = "Error in allocating a connection";

  private static final long LOG_INTERVAL = Duration.ofSeconds(10).toNanos();
  private static final AtomicLong LAST_LOGGED = new AtomicLong(System.nanoTime() - LOG_INTERVAL);

  private DatabaseOutage() {}

  static boolean isCauseOf(Throwable thrown) {
    return ExceptionUtils.stream(thrown).anyMatch(DatabaseOutage::isOne);
  }

  private static boolean isOne(Throwable cause) {
    return cause instanceof SQLException sql
        && (sql instanceof SQLTransientConnectionException
            || sql instanceof SQLNonTransientConnectionException
            || STATE.matcher(Objects.toString(sql.getSQLState(), "")).matches()
            || Objects.toString(sql.getMessage(), "").startsWith(POOL));
  }

  /**
   * The problem for a reader. The log gets one line in ten seconds, because every request fails.
   */
  static ProblemException problem(Throwable thrown) {
    long now = System.nanoTime();
    long last = LAST_LOGGED.get();
    if (now - last >= LOG_INTERVAL && LAST_LOGGED.compareAndSet(last, now)) {
      LOG.warn("database unavailable: reason={}", ExceptionUtils.getRootCauseMessage(thrown));
    }
    return new ProblemException(thrown, PlatformProblem.DATABASE_UNAVAILABLE);
  }
}
