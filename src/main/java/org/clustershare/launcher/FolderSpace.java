package org.clustershare.launcher;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Space that a folder takes: found by a file that is written and deleted. Free space as the file
 * system tells it knows no quotas, no limits of the process and no read-only mounts.
 */
public final class FolderSpace {
  private static final byte[] MEBIBYTE = new byte[1 << 20];

  private FolderSpace() {}

  /**
   * Writes a file and deletes it.
   *
   * @throws IOException if the folder does not take the file; {@link #reason} says why in words
   */
  public static void require(Path folder, int mebibytes) throws IOException {
    var probe = Files.createTempFile(folder, "cluster-share-", ".tmp");
    try (var file = Files.newOutputStream(probe)) {
      for (int written = 0; written < mebibytes; written++) {
        file.write(MEBIBYTE);
      }
    } finally {
      Files.delete(probe);
    }
  }

  /** The cause without the file's name; exceptions of the file system often hold only the name. */
  public static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException denied -> "permission denied";
      case NoSuchFileException missing -> "no such file or folder";
      case FileSystemException other -> Optional.ofNullable(other.getReason()).orElse("refused");
      default -> String.valueOf(failure.getMessage());
    };
  }
}
