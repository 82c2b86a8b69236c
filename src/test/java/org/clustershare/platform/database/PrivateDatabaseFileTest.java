package org.clustershare.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read the file of an H2 database. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files have no such permissions")
class PrivateDatabaseFileTest {
  @TempDir private Path folder = Path.of("");

  private static JdbcUrlDataSource database(Path file) {
    var source = new JdbcUrlDataSource(Optional::empty);
    source.setUrl("jdbc:h2:file:%s;DB_CLOSE_ON_EXIT=FALSE".formatted(file));
    source.setUser("cluster-share");
    source.setPassword("cluster-share");
    return source;
  }

  private static void execute(JdbcUrlDataSource database, String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void aNewDatabaseIsItsOwnersAlone() throws Exception {
    var database = database(folder.resolve("data/deep/db"));

    execute(database, "create table kept (id int)");

    assertThat(permissions(folder.resolve("data"))).isEqualTo("rwx------");
    assertThat(permissions(folder.resolve("data/deep"))).isEqualTo("rwx------");
    assertThat(permissions(folder.resolve("data/deep/db.mv.db"))).isEqualTo("rw-------");
    // Closed and opened again, it is the same one.
    execute(database, "insert into kept values (1)");
    assertThat(permissions(folder.resolve("data/deep/db.mv.db"))).isEqualTo("rw-------");
  }

  @Test
  void aFolderAndAFileThatAreThereStayAsTheyAre() throws Exception {
    var open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    var database = database(open.resolve("db"));
    execute(database, "create table kept (id int)");
    assertThat(permissions(open)).isEqualTo("rwxr-xr-x");
    assertThat(permissions(open.resolve("db.mv.db"))).isEqualTo("rw-------");

    var grouped = PosixFilePermissions.fromString("rw-r-----");
    Files.setPosixFilePermissions(open.resolve("db.mv.db"), grouped);
    execute(database, "insert into kept values (1)");

    assertThat(permissions(open.resolve("db.mv.db"))).isEqualTo("rw-r-----");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:h2:file:/a/b;X=1, /a/b.mv.db",
    "jdbc:h2:/a/b, /a/b.mv.db",
  })
  void theFileIsFoundInTheUrl(String url, String file) {
    assertThat(PrivateDatabaseFile.pathOf(url)).contains(Path.of(file));
  }

  @Test
  void aFileCanBeNamedFromTheWorkingDirectoryOrTheHome() {
    assertThat(PrivateDatabaseFile.pathOf("jdbc:h2:./a"))
        .contains(Path.of("./a.mv.db").toAbsolutePath());
    assertThat(PrivateDatabaseFile.pathOf("jdbc:h2:file:~/a"))
        .contains(Path.of(System.getProperty("user.home"), "a.mv.db"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:mem:x;DB_CLOSE_DELAY=-1",
        "jdbc:h2:tcp://localhost/x",
        "jdbc:postgresql://localhost/x"
      })
  void whatIsInNoFileIsLeftAlone(String url) {
    assertThat(PrivateDatabaseFile.pathOf(url)).isEmpty();
  }
}
