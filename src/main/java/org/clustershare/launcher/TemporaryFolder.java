package org.clustershare.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Folder for temporary files, in which the server unpacks its configuration and the application.
 */
final class TemporaryFolder {
  /** The server and the application need 7 MiB; the rest is for the files of requests. */
  static final int NEEDED_MEBIBYTES = 16;

  private final Path folder;

  TemporaryFolder(Path folder) {
    this.folder = folder;
  }

  /** The folder that the system property {@code java.io.tmpdir} names. */
  static TemporaryFolder ofJvm() {
    return new TemporaryFolder(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** One sentence about why the folder cannot be used; empty if it can. */
  Optional<String> problem() {
    try {
      FolderSpace.require(folder, NEEDED_MEBIBYTES);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "The temporary folder %s cannot take %d MiB: %s. Make it writable, or name another folder with JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=<folder>."
              .formatted(folder.toAbsolutePath(), NEEDED_MEBIBYTES, FolderSpace.reason(e)));
    }
  }
}
