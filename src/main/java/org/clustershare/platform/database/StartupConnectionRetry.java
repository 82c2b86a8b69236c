package org.clustershare.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.clustershare.platform.config.StartupFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retries the first connection to the database for at most 30 seconds, because the database may
 * start at the same time. If it stays unreachable, startup ends with the reason. Later failures are
 * left to the server's connection pool, which recovers when the database is back.
 *
 * <p>The limits are constants: the server asks for connections before the application has a class
 * loader for MicroProfile Config.
 */
public final class StartupConnectionRetry {
  /** SQLSTATE class of connection exceptions (ISO/IEC 9075-2, subclause 24.1). */
  private static final String CONNECTION_EXCEPTION = "08";

  /** PostgreSQL's {@code cannot_connect_now}: the server is starting. */
  private static final String STARTING = "57P03";

  private static final Duration MAX_WAIT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(StartupConnectionRetry.class);
  private static final AtomicBoolean CONNECTED = new AtomicBoolean();

  private StartupConnectionRetry() {}

  /** Opens a connection to the database. */
  interface ConnectionSource {
    Connection connect() throws SQLException;
  }

  static Connection connect(ConnectionSource database) throws SQLException {
    if (CONNECTED.get()) {
      return database.connect();
    }
    var connection = firstConnection(database);
    CONNECTED.set(true);
    return connection;
  }

  private static Connection firstConnection(ConnectionSource database) throws SQLException {
    long start = System.nanoTime();
    while (true) {
      try {
        return database.connect();
      } catch (SQLException e) {
        if (!isTemporary(e) || System.nanoTime() - start > MAX_WAIT.toNanos()) {
          StartupFailure.end(List.of(sentence(e)), new IllegalStateException(sentence(e), e));
        }
        LOG.warn("The database does not answer yet, retrying: reason={}", e.getMessage());
        pause(e);
      }
    }
  }

  /**
   * The startup problem for a database that cannot be used, with the first line of the cause's
   * message. A file system that cannot hold the embedded database has a sentence of its own.
   */
  public static String sentence(Throwable e) {
    int storage = ExceptionUtils.indexOfType(e, DatabaseStorageException.class);
    if (storage >= 0) {
      return String.valueOf(ExceptionUtils.getThrowables(e)[storage].getMessage());
    }
    var cause =
        String.valueOf(ExceptionUtils.getRootCause(e).getMessage())
            .lines()
            .findFirst()
            .orElse("")
            .strip();
    return "The database cannot be used: %s%s Check database-url, database-user and database-password."
        .formatted(cause, cause.endsWith(".") ? "" : ".");
  }

  private static boolean isTemporary(SQLException e) {
    var state = String.valueOf(e.getSQLState());
    return state.startsWith(CONNECTION_EXCEPTION) || state.equals(STARTING);
  }

  private static void pause(SQLException failure) throws SQLException {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
