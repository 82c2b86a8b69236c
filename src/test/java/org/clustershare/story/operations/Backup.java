package org.clustershare.story.operations;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A product's database, and a backup of it as {@code docs/operations.md} makes it. */
sealed interface Backup extends AutoCloseable {
  /** What the product's environment says about the database. */
  Map<String, String> environment();

  /** Whether the product has to end before a backup. */
  boolean isOffline();

  void backUp() throws IOException, SQLException, InterruptedException;

  /** Puts the backup in the place of the database; the product has ended. */
  void restore() throws IOException, SQLException, InterruptedException;

  Connection connect() throws SQLException;

  @Override
  default void close() throws IOException {}

  /** All rows of all tables, sorted, by the table's name in lower case. */
  default Map<String, List<String>> content() throws SQLException {
    var content = new TreeMap<String, List<String>>();
    try (var connection = connect();
        var tables =
            connection
                .getMetaData()
                .getTables(
                    connection.getCatalog(), null, "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (tables.next()) {
        if (tables.getString("TABLE_SCHEM").equalsIgnoreCase("public")) {
          var table = tables.getString("TABLE_NAME");
          content.put(table, rows(connection, table));
        }
      }
    }
    return content;
  }

  private static List<String> rows(Connection connection, String table) throws SQLException {
    var rows = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var result = statement.executeQuery("select * from \"%s\"".formatted(table))) {
      while (result.next()) {
        var row = new ArrayList<String>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(String.valueOf(row));
      }
    }
    return rows.stream().sorted().toList();
  }

  /** The embedded database: its file is copied while the product does not run. */
  record H2(Path folder) implements Backup {
    private static final String USER = "cluster-share";

    private Path file() {
      return folder.resolve("database.mv.db");
    }

    private Path copy() {
      return folder.resolve("yesterday.mv.db");
    }

    private String url() {
      return "jdbc:h2:file:%s;DB_CLOSE_ON_EXIT=FALSE"
          .formatted(folder.resolve("database").toAbsolutePath());
    }

    @Override
    public Map<String, String> environment() {
      return Map.of("DATABASE_URL", url());
    }

    @Override
    public boolean isOffline() {
      return true;
    }

    @Override
    public void backUp() throws IOException {
      Files.copy(file(), copy());
    }

    @Override
    public void restore() throws IOException {
      Files.copy(copy(), file(), StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public Connection connect() throws SQLException {
      return DriverManager.getConnection(url(), USER, USER);
    }
  }

  /**
   * PostgreSQL, by {@code pg_dump} and {@code pg_restore}. A machine without fitting ones has the
   * server copy the database.
   */
  record Postgres(EmbeddedPostgres server, Path folder) implements Backup {
    /** Also the name of its owner, and the owner's password. */
    private static final String DATABASE = "clustershare";

    /** A newer pg_dump writes settings that the tests' server, version 14, does not know. */
    private static final Pattern FITTING = Pattern.compile("PostgreSQL\\) 1[456]\\.");

    static Postgres start(Path folder) throws IOException, SQLException {
      var postgres = new Postgres(EmbeddedPostgres.start(), folder);
      postgres.administer("create user %1$s password '%1$s'".formatted(DATABASE));
      postgres.administer("create database %1$s owner %1$s".formatted(DATABASE));
      return postgres;
    }

    private String url() {
      return server.getJdbcUrl(DATABASE, DATABASE);
    }

    private String dump() {
      return folder.resolve("clustershare.dump").toAbsolutePath().toString();
    }

    @Override
    public Map<String, String> environment() {
      return Map.of(
          "DATABASE_URL", url(), "DATABASE_USER", DATABASE, "DATABASE_PASSWORD", DATABASE);
    }

    @Override
    public boolean isOffline() {
      return !hasProgram();
    }

    @Override
    public void backUp() throws IOException, SQLException, InterruptedException {
      if (hasProgram()) {
        requireSuccess("pg_dump", "--format=custom", "--file=" + dump(), DATABASE);
      } else {
        administer("create database yesterday template " + DATABASE);
      }
    }

    @Override
    public void restore() throws IOException, SQLException, InterruptedException {
      if (hasProgram()) {
        requireSuccess("dropdb", DATABASE);
        requireSuccess("createdb", "--owner=" + DATABASE, DATABASE);
        requireSuccess(
            "pg_restore",
            "--exit-on-error",
            "--no-owner",
            "--role=" + DATABASE,
            "--dbname=" + DATABASE,
            dump());
      } else {
        administer("drop database " + DATABASE);
        administer("create database %1$s owner %1$s template yesterday".formatted(DATABASE));
      }
    }

    @Override
    public Connection connect() throws SQLException {
      return server.getDatabase(DATABASE, DATABASE).getConnection();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }

    private void administer(String sql) throws SQLException {
      try (var connection = server.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    private boolean hasProgram() {
      try {
        return FITTING.matcher(run("pg_dump", "--version").text()).find();
      } catch (IOException absent) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    private record Output(int exitCode, String text) {}

    private void requireSuccess(String... command) throws IOException, InterruptedException {
      var output = run(command);
      if (output.exitCode() != 0) {
        throw new IllegalStateException(
            "%s: %s".formatted(String.join(" ", command), output.text()));
      }
    }

    private Output run(String... command) throws IOException, InterruptedException {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder
          .environment()
          .putAll(
              Map.of(
                  "PGHOST", "localhost",
                  "PGPORT", "" + server.getPort(),
                  "PGUSER", "postgres",
                  "PGPASSWORD", "postgres"));
      var process = builder.start();
      try (var text = process.inputReader()) {
        var lines = text.lines().toList();
        return new Output(process.waitFor(), String.join("\n", lines));
      }
    }
  }
}
