package org.clustershare.story.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ALICE;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.product.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL that starts after the product, with a password that needs care. */
@StoryTest
class LateDatabaseKT {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String PASSWORD = "p@ss:w/rd?&%20=+ #'\"\\$1";
  private static final String APPLICATION = "cluster-share-at-night";

  private final Stack stack;
  private final int databasePort = Product.freePort();

  @TempDir private Path folder = Path.of("");

  LateDatabaseKT(Stack stack) {
    this.stack = stack;
  }

  private EmbeddedPostgres postgres() {
    try {
      return EmbeddedPostgres.builder()
          .setPort(databasePort)
          .setDataDirectory(folder.resolve("postgresql"))
          .setCleanDataDirectory(false)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A database whose user must give the password. */
  private void createDatabase() throws IOException, SQLException {
    try (var postgres = postgres()) {
      try (var connection = postgres.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute(
            "create user sharing login password '%s'".formatted(PASSWORD.replace("'", "''")));
        statement.execute("create database sharing owner sharing");
      }
    }
    var rules = folder.resolve("postgresql/pg_hba.conf");
    Files.writeString(rules, "host all sharing all scram-sha-256\n" + Files.readString(rules));
  }

  private Map<String, String> environment(int port) {
    var environment = Product.environment(port, stack.issuer, folder);
    environment.put(
        "DATABASE_URL",
        "jdbc:postgresql://localhost:%d/sharing?connectTimeout=2&ApplicationName=%s"
            .formatted(databasePort, APPLICATION));
    environment.put("DATABASE_USER", "sharing");
    environment.put("DATABASE_PASSWORD", PASSWORD);
    return environment;
  }

  private static int connections(EmbeddedPostgres postgres) throws SQLException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement =
            connection.prepareStatement(
                "select count(*) from pg_stat_activity where usename = 'sharing'"
                    + " and application_name = ?")) {
      statement.setString(1, APPLICATION);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  @Test
  void aDatabaseMayStartLateAndHaveAPasswordOfAnyCharacters() throws Exception {
    createDatabase();
    var port = Product.freePort();
    var log = folder.resolve("cluster-share.log");
    var late =
        CompletableFuture.supplyAsync(
            () -> {
              await()
                  .atMost(LIMIT)
                  .until(
                      () ->
                          Files.exists(log)
                              && Files.readString(log).contains("does not answer yet, retrying"));
              return postgres();
            });
    try (var product = Product.start(port, folder, environment(port))) {
      var alice = new Api(product.base(), stack.issuer.idToken(ALICE));
      try (var postgres = late.get()) {
        alice.createProject("Kept through the night");
        assertThat(connections(postgres)).isPositive();
      }
    }
  }
}
