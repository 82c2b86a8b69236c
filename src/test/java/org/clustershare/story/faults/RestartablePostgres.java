package org.clustershare.story.faults;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.clustershare.testbed.product.Ports;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL that stops and returns at the same port with the same data. */
final class RestartablePostgres implements AutoCloseable {
  private final Path folder;
  private final int port = Ports.free();
  private @Nullable EmbeddedPostgres running;

  /** Starts the database. */
  RestartablePostgres(Path folder) {
    this.folder = folder;
    start();
  }

  void start() {
    try {
      running =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(folder.resolve("postgresql"))
              .setCleanDataDirectory(false)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void stop() {
    try {
      if (running != null) {
        running.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      running = null;
    }
  }

  /** A connection of its administrator. */
  Connection connect() throws SQLException {
    if (running == null) {
      throw new IllegalStateException("stopped");
    }
    return running.getPostgresDatabase().getConnection();
  }

  /** The port at which it listens, also after a restart. */
  int port() {
    return port;
  }

  /** What a product's environment says about a database at a port. */
  static Map<String, String> environment(int port) {
    return Map.of(
        "DATABASE_URL", "jdbc:postgresql://localhost:%d/postgres".formatted(port),
        "DATABASE_USER", "postgres",
        "DATABASE_PASSWORD", "postgres");
  }

  @Override
  public void close() {
    stop();
  }
}
