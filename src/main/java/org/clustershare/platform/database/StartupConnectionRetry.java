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
 * The first connection to the database, without which there is no start: a database that starts
 * beside us is waited for, for at most 30 seconds; else the start ends and says why. Later failures
 * are left to the server's pool, and pass when the database is back.
 *
 * <p>Settings are not read here: the server asks for connections before the application has a class
 * loader for MicroProfile Config.
 */
public final class StartupConnectionRetry {
  /** Connection exception (ISO/IEC 9075-2, subclause 24.1). */
  private static final String CONNECTION_EXCEPTION = "08";

  /** PostgreSQL's cannot_connect_now: it is starting. */
  private static final String STARTING = "57P03";

  private static final Duration MAX_WAIT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(StartupConnectionRetry.class);
  private static final AtomicBoolean CONNECTED = new AtomicBoolean();

  private StartupConnectionRetry() {}

  /** Makes a connection to the database. */
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
    long begun = System.nanoTime();
    while (true) {
      try {
        return database.connect();
      } catch (SQLException e) {
        if (!isTemporary(e) || System.nanoTime() - begun > MAX_WAIT.toNanos()) {
          StartupFailure.end(List.of(sentence(e)), new IllegalStateException(sentence(e), e));
        }
        LOG.warn("The database does not answer yet; trying again: {}", e.getMessage());
        pause(e);
      }
    }
  }

  /** What is said about a database that cannot be used. */
  public static String sentence(Throwable e) {
    var said =
        String.valueOf(ExceptionUtils.getRootCause(e).getMessage())
            .lines()
            .findFirst()
            .orElse("")
            .strip();
    return "The database cannot be used: %s%s Check database-url, database-user and database-password."
        .formatted(said, said.endsWith(".") ? "" : ".");
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
