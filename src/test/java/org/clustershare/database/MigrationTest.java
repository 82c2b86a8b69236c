package org.clustershare.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A database of every earlier version is brought to this one with everything that is in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationTest {
  /** What stood in a database of the first version; later columns get what their scripts say. */
  private static final List<String> FIRST_DATA =
      List.of(
          "insert into project (id, name, created_at, version)"
              + " values ('p1', 'Project', timestamp with time zone '2026-01-01 00:00:00+00', 3)",
          "insert into cluster (id, project_id, name, server, ca_pem, owner_email,"
              + " sealed_credentials, created_at, owner_bound_at, version) values"
              + " ('c1', 'p1', 'Cluster', 'https://c', 'CA', 'Alice@example.com', 'sealed',"
              + " timestamp with time zone '2026-01-02 00:00:00+00',"
              + " timestamp with time zone '2026-01-03 00:00:00+00', 1)",
          "insert into share (id, cluster_id, token_hash, created_by, created_by_key, created_at,"
              + " version) values ('s1', 'c1', '%s', 'Alice@example.com', 'alice@example.com',"
                  .formatted("a".repeat(64))
              + " timestamp with time zone '2026-01-04 00:00:00+00', 1)");

  /** The version that made the table of people. */
  private static final MigrationVersion PEOPLE = MigrationVersion.fromVersion("2");

  /** The version that moved the owner's binding from the cluster's row to another table. */
  private static final MigrationVersion RECONCILING = MigrationVersion.fromVersion("4");

  /** The version that removed the column of the owner's binding. */
  private static final MigrationVersion WITHOUT_OWNER_COLUMN = MigrationVersion.fromVersion("13");

  private static final String PERSON =
      "insert into person (person_key, email, name, known_groups, seen_at) values"
          + " ('alice@example.com', 'Alice@example.com', 'Alice', '[\"dev\"]',"
          + " timestamp with time zone '2026-01-05 00:00:00+00')";

  private @Nullable EmbeddedPostgres postgres;

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

  Stream<Arguments> everyEarlierVersion() {
    var versions =
        Arrays.stream(flyway(h2(), "latest").info().all()).map(MigrationInfo::getVersion).toList();
    return versions.subList(0, versions.size() - 1).stream()
        .flatMap(
            version -> Stream.of(Arguments.of("H2", version), Arguments.of("PostgreSQL", version)));
  }

  @ParameterizedTest(name = "{0} from version {1}")
  @MethodSource("everyEarlierVersion")
  void anEarlierDatabaseIsBroughtHereWithWhatIsInIt(String kind, MigrationVersion version)
      throws SQLException {
    var database = kind.equals("H2") ? h2() : postgresql();
    flyway(database, version.getVersion()).migrate();
    for (var row : FIRST_DATA) {
      execute(database, inColumnsOf(version, row));
    }

    boolean withPeople = version.compareTo(PEOPLE) >= 0;
    if (withPeople) {
      execute(database, PERSON);
    }

    flyway(database, "latest").migrate();

    assertThat(texts(database, "select known_groups from person where subject is null"))
        .isEqualTo(withPeople ? List.of("[\"dev\"]") : List.of());
    assertThat(texts(database, "select id from account_change")).isEmpty();
    assertThat(texts(database, "select name from project where version = 3"))
        .containsExactly("Project");
    assertThat(texts(database, "select name from cluster where sealed_credentials = 'sealed'"))
        .containsExactly("Cluster");
    assertThat(texts(database, "select name from cluster where oidc_client_id is null"))
        .containsExactly("Cluster");
    assertThat(texts(database, "select created_by from share where revoked_at is null"))
        .containsExactly("Alice@example.com");
    assertThat(texts(database, "select id from client_claim")).isEmpty();
    assertThat(texts(database, "select bound_owner from cluster_reconcile"))
        .isEqualTo(version.compareTo(RECONCILING) < 0 ? List.of("Alice@example.com") : List.of());
    assertThat(
            texts(
                database,
                "select column_name from information_schema.columns"
                    + " where lower(column_name) = 'owner_bound_at'"))
        .isEmpty();
    assertThat(texts(database, "select id from audit_record")).isEmpty();
    assertThat(texts(database, "select last_position from audit_chain")).containsExactly("0");
    assertThat(flyway(database, "latest").validateWithResult().validationSuccessful).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"H2", "PostgreSQL"})
  void whatWasKeptWithoutALongestLengthIsCut(String kind) throws SQLException {
    var database = kind.equals("H2") ? h2() : postgresql();
    flyway(database, "8").migrate();
    for (var row : FIRST_DATA) {
      execute(database, row);
    }
    var at = "timestamp with time zone '2026-01-01 00:00:00+00'";
    var giant = "repeat('x', 9000000)";
    for (var steps : List.of("'[1]'", giant)) {
      execute(
          database,
          "insert into role_repair (id, cluster_id, made_at, made_by, step_count, steps)"
              + " values (concat('r', char_length(%s)), 'c1', %s, '', 100, %s)"
                  .formatted(steps, at, steps));
    }
    execute(
        database,
        "insert into cluster_reconcile (cluster_id, conditions) values ('c1', %s)"
            .formatted(giant));
    execute(
        database,
        "insert into cluster_trust (cluster_id, target, state, detail, version)"
            + " values ('c1', '%s', 'TRUSTED', %s, 0)".formatted("a".repeat(64), giant));
    execute(
        database,
        "insert into person (person_key, email, name, known_groups, seen_at)"
            + " values ('p', 'p', 'p', %s, %s)".formatted(giant, at));
    execute(
        database,
        "insert into idempotent_call (id, person_id, request_hash, claimed_at, answer)"
            + " values ('%1$s', '%1$s', '%1$s', %2$s, %3$s)".formatted("a".repeat(64), at, giant));

    flyway(database, "latest").migrate();

    assertThat(texts(database, "select steps from role_repair where step_count = 100 order by id"))
        .containsExactly("[1]", "[]");
    assertThat(texts(database, "select cluster_id from cluster_reconcile where conditions is null"))
        .containsExactly("c1");
    assertThat(
            texts(
                database,
                "select target from cluster_trust where state is null and detail is null"))
        .containsExactly("a".repeat(64));
    assertThat(texts(database, "select known_groups from person")).containsExactly("[]");
    assertThat(texts(database, "select id from idempotent_call")).isEmpty();
  }

  private static String inColumnsOf(MigrationVersion version, String row) {
    return version.compareTo(WITHOUT_OWNER_COLUMN) < 0
        ? row
        : row.replace(" owner_bound_at,", "")
            .replace(" timestamp with time zone '2026-01-03 00:00:00+00',", "");
  }

  private static DataSource h2() {
    var source = new JdbcDataSource();
    source.setUrl("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
    return source;
  }

  private DataSource postgresql() throws SQLException {
    var name = "m" + UUID.randomUUID().toString().replace("-", "");
    if (postgres == null) {
      throw new IllegalStateException("not started");
    }
    execute(postgres.getPostgresDatabase(), "create database " + name);
    return postgres.getDatabase("postgres", name);
  }

  private static Flyway flyway(DataSource database, String target) {
    return Flyway.configure().dataSource(database).target(target).load();
  }

  private static void execute(DataSource database, String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> texts(DataSource database, String query) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }
}
