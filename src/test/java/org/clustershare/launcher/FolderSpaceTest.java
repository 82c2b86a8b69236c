package org.clustershare.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a folder takes, and why not. */
class FolderSpaceTest {
  /** Not even root creates a file there. */
  private static final Path UNWRITABLE = Path.of("/proc");

  @TempDir private Path folder = Path.of("");

  @Test
  void aFolderThatTakesTheFileIsLeftEmpty() throws IOException {
    FolderSpace.require(folder, 3);

    assertThat(folder).isEmptyDirectory();
    assertThat(new TemporaryFolder(folder).problem()).isEmpty();
  }

  @Test
  void aMissingFolderIsNamedWithTheReasonAndTheOption() {
    assertThat(new TemporaryFolder(folder.resolve("none")).problem())
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .contains(folder.resolve("none") + " cannot take 16 MiB: no such file")
                    .contains("-Djava.io.tmpdir="));
  }

  @Test
  void aFileInPlaceOfTheFolderIsNoFolder() throws IOException {
    var file = Files.createFile(folder.resolve("file"));

    var failure = catchThrowableOfType(IOException.class, () -> FolderSpace.require(file, 1));

    assertThat(FolderSpace.reason(failure)).isEqualToIgnoringCase("not a directory");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileSystemThatTakesNoFilesIsRefused() {
    assertThat(new TemporaryFolder(UNWRITABLE).problem()).isPresent();
  }
}
