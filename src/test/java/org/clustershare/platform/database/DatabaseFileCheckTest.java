package org.clustershare.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An embedded database on a file system that cannot hold it. */
@EnabledOnOs(OS.LINUX)
class DatabaseFileCheckTest {
  /** The kernel refuses writes to it, those of root, too. */
  private static final Path READ_ONLY = Path.of("/sys/kernel/notes");

  @TempDir private Path folder = Path.of("");

  private static String url(Path file) {
    return "jdbc:h2:file:%s;DB_CLOSE_ON_EXIT=FALSE".formatted(file);
  }

  @Test
  void aFolderThatCannotBeCreatedIsNamedWithWhatToDo() {
    assertThatThrownBy(() -> PrivateDatabaseFile.createIfMissing(url(Path.of("/proc/data/db"))))
        .isInstanceOf(DatabaseStorageException.class)
        .hasMessageStartingWith("The embedded database's folder cannot be created: /proc/data: ")
        .hasMessageEndingWith("or name another database in database-url.");
  }

  @Test
  void aFolderThatTakesNoFileIsNamedAndGetsNoDatabase() {
    assertThatThrownBy(() -> PrivateDatabaseFile.createIfMissing(url(Path.of("/proc/db"))))
        .isInstanceOf(DatabaseStorageException.class)
        .hasMessageStartingWith("The embedded database needs 16 MiB in the folder /proc: ");
  }

  @Test
  void aDatabaseThatCannotBeWrittenIsNotOpenedForReading() throws IOException {
    Files.createSymbolicLink(folder.resolve("db.mv.db"), READ_ONLY);

    assertThatThrownBy(() -> PrivateDatabaseFile.createIfMissing(url(folder.resolve("db"))))
        .isInstanceOf(DatabaseStorageException.class)
        .hasMessageStartingWith(
            "The embedded database is not writable: %s: ".formatted(folder.resolve("db.mv.db")));
  }

  @Test
  void theProblemStaysUntilItIsSolved() throws Exception {
    var data = Files.createSymbolicLink(folder.resolve("data"), Path.of("/proc"));
    assertThatThrownBy(() -> PrivateDatabaseFile.createIfMissing(url(data.resolve("db"))))
        .isInstanceOf(DatabaseStorageException.class);
    assertThatThrownBy(() -> PrivateDatabaseFile.createIfMissing(url(data.resolve("db"))))
        .isInstanceOf(DatabaseStorageException.class);

    Files.delete(data);
    PrivateDatabaseFile.createIfMissing(url(data.resolve("db")));

    assertThat(data).isDirectoryContaining("glob:**/db.mv.db");
    try (var files = Files.list(data)) {
      assertThat(files).as("nothing of the check stays").hasSize(1);
    }
  }

  @Test
  void theStartSaysTheSentenceAloneWithoutTheDatabasesSettings() {
    var failure =
        new DatabaseStorageException(
            "The embedded database is not writable:", folder, new IOException("No space left"));

    assertThat(StartupConnectionRetry.sentence(new IllegalStateException("pool", failure)))
        .isEqualTo(failure.getMessage())
        .doesNotContain("database-password");
  }
}
