package org.clustershare.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The release before this one runs beside it during an update, on the database that this one has
 * migrated. So a migration only adds what that release does not notice (expand). A later release
 * removes what none reads any more (contract).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RollingUpgradeTest {
  /** The newest migration of the release before this one. Change it with each release. */
  private static final int RELEASED = 13;

  /** Statements that change or remove what is there, each with the reason why it is harmless. */
  private static final Map<String, String> CONTRACT_STEPS = Map.of();

  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
  private static final Pattern NUMBER = Pattern.compile("V([0-9]+)__.*\\.sql");

  /** What adds: new tables, indexes of new tables and nullable columns; rows of new tables. */
  private static final Pattern EXPANDS =
      Pattern.compile(
          "create table .*|create index .*|insert into .*|alter table \\S+ add column (?!.*(unique|references)).*",
          Pattern.DOTALL);

  private @Nullable EmbeddedPostgres postgres;

  /**
   * A column as JDBC describes it.
   *
   * @param optional whether an insert may leave it out
   */
  private record Column(String type, int size, boolean optional) {}

  @BeforeAll
  void begin() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  void end() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }

  private DataSource database(String kind) throws SQLException {
    if (kind.equals("H2")) {
      var source = new JdbcDataSource();
      source.setUrl("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
      return source;
    }
    if (postgres == null) {
      throw new IllegalStateException("not started");
    }
    var name = "r" + UUID.randomUUID().toString().replace("-", "");
    execute(postgres.getPostgresDatabase(), "create database " + name);
    return postgres.getDatabase("postgres", name);
  }

  private static void migrate(DataSource database, String target) {
    Flyway.configure().dataSource(database).target(target).load().migrate();
  }

  private static void execute(DataSource database, String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** All columns by table and name, in lower case. */
  private static Map<String, Column> columns(DataSource database) throws SQLException {
    var found = new TreeMap<String, Column>();
    try (var connection = database.getConnection();
        var columns = connection.getMetaData().getColumns(null, schema(connection), null, null)) {
      while (columns.next()) {
        boolean optional =
            columns.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls
                || columns.getString("COLUMN_DEF") != null;
        found.put(
            key(columns, "COLUMN_NAME"),
            new Column(columns.getString("TYPE_NAME"), columns.getInt("COLUMN_SIZE"), optional));
      }
    }
    return found;
  }

  /** The unique indexes and foreign keys, which can refuse what was accepted before. */
  private static Set<String> restrictions(DataSource database, Set<String> tables)
      throws SQLException {
    var found = new TreeSet<String>();
    try (var connection = database.getConnection()) {
      var data = connection.getMetaData();
      for (var table : tables) {
        try (var indexes = data.getIndexInfo(null, schema(connection), table, true, false)) {
          while (indexes.next()) {
            if (indexes.getString("COLUMN_NAME") != null) {
              found.add("unique " + key(indexes, "COLUMN_NAME"));
            }
          }
        }
        try (var keys = data.getImportedKeys(null, schema(connection), table)) {
          while (keys.next()) {
            found.add(
                "reference %s.%s"
                    .formatted(keys.getString("FKTABLE_NAME"), keys.getString("FKCOLUMN_NAME")));
          }
        }
      }
    }
    return found;
  }

  private static String schema(Connection connection) throws SQLException {
    return connection.getSchema();
  }

  private static String key(ResultSet row, String column) throws SQLException {
    return (row.getString("TABLE_NAME") + "." + row.getString(column)).toLowerCase(Locale.ROOT);
  }

  private static Set<String> tables(DataSource database) throws SQLException {
    var found = new TreeSet<String>();
    try (var connection = database.getConnection();
        var tables = connection.getMetaData().getTables(null, schema(connection), null, null)) {
      while (tables.next()) {
        if (tables.getString("TABLE_TYPE").endsWith("TABLE")) {
          found.add(tables.getString("TABLE_NAME"));
        }
      }
    }
    return found;
  }

  /** What the earlier release would notice; empty if nothing. */
  private static List<String> faults(DataSource database, String... changes) throws SQLException {
    migrate(database, String.valueOf(RELEASED));
    var tables = tables(database);
    var before = columns(database);
    var restrictionsBefore = restrictions(database, tables);
    migrate(database, "latest");
    for (var change : changes) {
      execute(database, change);
    }
    var after = columns(database);
    var faults = new ArrayList<String>();
    before.forEach(
        (name, column) -> {
          var now = after.get(name);
          if (now == null) {
            faults.add(name + " is missing");
          } else if (!now.type().equals(column.type()) || now.size() < column.size()) {
            faults.add("%s changed from %s to %s".formatted(name, column, now));
          } else if (column.optional() && !now.optional()) {
            faults.add(name + " is required now");
          }
        });
    after.forEach(
        (name, column) -> {
          boolean ofOldTable =
              tables.stream()
                  .anyMatch(table -> name.startsWith(table.toLowerCase(Locale.ROOT) + "."));
          if (ofOldTable && !before.containsKey(name) && !column.optional()) {
            faults.add(name + " is new and required");
          }
        });
    restrictions(database, tables).stream()
        .filter(restriction -> !restrictionsBefore.contains(restriction))
        .forEach(restriction -> faults.add("new restriction: " + restriction));
    return faults;
  }

  @ParameterizedTest
  @ValueSource(strings = {"H2", "PostgreSQL"})
  void theEarlierReleaseFitsTheMigratedDatabase(String kind) throws SQLException {
    assertThat(faults(database(kind))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alter table share drop column revoked_by | share.revoked_by is missing",
        "alter table share rename column revoked_by to ended_by | share.revoked_by is missing",
        "drop table role_repair cascade | role_repair.id is missing",
        "alter table share add column reason varchar(10) not null | share.reason is new and required",
        "alter table share alter column revoked_by set not null | share.revoked_by is required now",
        "alter table share alter column revoked_by set data type varchar(10) | share.revoked_by changed",
        "create unique index one_share on share (cluster_id) | new restriction: unique share.cluster_id",
      })
  void whatTheEarlierReleaseWouldNoticeIsFound(String change, String fault) throws SQLException {
    for (var kind : List.of("H2", "PostgreSQL")) {
      assertThat(faults(database(kind), change))
          .as(kind)
          .anyMatch(found -> found.startsWith(fault));
    }
  }

  @Test
  void migrationsSinceTheReleaseOnlyExpand() throws IOException {
    var newer = new ArrayList<String>();
    try (var files = Files.list(MIGRATIONS)) {
      for (var file : files.toList()) {
        var number = NUMBER.matcher(file.getFileName().toString());
        assertThat(number.matches()).as(file.toString()).isTrue();
        if (Integer.parseInt(number.group(1)) > RELEASED) {
          newer.addAll(statements(Files.readString(file)).toList());
        }
      }
    }

    assertThat(newer).isNotEmpty();
    assertThat(newer)
        .allMatch(
            statement ->
                EXPANDS.matcher(statement).matches() || CONTRACT_STEPS.containsKey(statement));
    assertThat(newer).containsAll(CONTRACT_STEPS.keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update share set revoked_by = null",
        "delete from share",
        "drop table share",
        "alter table share drop column revoked_by",
        "alter table share add column other varchar(10) references project",
        "alter table share alter column revoked_by set not null",
        "create unique index one_share on share (cluster_id)"
      })
  void aStatementThatChangesWhatIsThereIsNoExpansion(String statement) {
    assertThat(statement).doesNotMatch(EXPANDS);
  }

  /** The statements without comments, in lower case. */
  private static Stream<String> statements(String script) {
    return Stream.of(script.replaceAll("(?m)--.*$", "").toLowerCase(Locale.ROOT).split(";", -1))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty());
  }
}
