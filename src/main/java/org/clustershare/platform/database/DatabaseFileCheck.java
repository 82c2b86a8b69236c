package org.clustershare.platform.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.clustershare.launcher.FolderSpace;

/**
 * Check before the first connection to an H2 file that its folder takes writes. H2 itself opens a
 * file that it cannot write as a read-only database, and leaves a damaged file on a full disk.
 */
final class DatabaseFileCheck {
  /** The tables need 1 MiB. H2 rewrites its file in other places before it frees the old ones. */
  static final int NEEDED_MEBIBYTES = 16;

  /** Files that were checked in this process: a later full disk is the database's own error. */
  private static final Set<Path> CHECKED = ConcurrentHashMap.newKeySet();

  private DatabaseFileCheck() {}

  /**
   * Writes a file beside the database and deletes it. Quotas and limits show only in this way.
   *
   * @param file the database, which need not exist; its folder exists
   * @throws DatabaseStorageException if the folder or the file cannot be written
   */
  static void requireWritable(Path file) throws DatabaseStorageException {
    if (!CHECKED.add(file)) {
      return;
    }
    try {
      writable(file);
    } catch (DatabaseStorageException e) {
      CHECKED.remove(file);
      throw e;
    }
  }

  private static void writable(Path file) throws DatabaseStorageException {
    if (Files.exists(file)) {
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.position();
      } catch (IOException e) {
        throw new DatabaseStorageException("The embedded database is not writable:", file, e);
      }
    }
    var folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    try {
      FolderSpace.require(folder, NEEDED_MEBIBYTES);
    } catch (IOException e) {
      throw new DatabaseStorageException(
          "The embedded database needs %d MiB in the folder".formatted(NEEDED_MEBIBYTES),
          folder,
          e);
    }
  }
}
