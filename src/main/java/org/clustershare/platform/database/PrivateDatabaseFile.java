package org.clustershare.platform.database;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Creates the file of an H2 database so that only its owner can read it. H2 itself would leave the
 * permissions to the umask of the process. New folders get the same protection. An existing file
 * stays unchanged. On file systems without POSIX permissions (Windows) this class does nothing.
 */
final class PrivateDatabaseFile {
  private static final String URL = "jdbc:h2:";
  private static final String FILE = "file:";

  /**
   * Other storage of H2, such as {@code mem:}. A Windows drive has one letter and does not match.
   */
  private static final Pattern OTHER_STORAGE = Pattern.compile("[a-z0-9]{2,}:.*");

  private PrivateDatabaseFile() {}

  /**
   * Creates an empty file, which H2 treats as a new database. Does nothing if the file exists or
   * the database is not in a file.
   *
   * @throws IOException if the file or a folder cannot be created
   */
  static void createIfMissing(String url) throws IOException {
    var file = pathOf(url);
    if (file.isEmpty() || Files.exists(file.get())) {
      return;
    }
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    var folder = file.get().getParent();
    if (folder != null) {
      Files.createDirectories(folder, permissions("rwx------"));
    }
    try {
      Files.createFile(file.get(), permissions("rw-------"));
    } catch (FileAlreadyExistsException e) {
      // Another connection created it first.
    }
  }

  /** The file that a JDBC URL names; empty if the database is not in a file. */
  static Optional<Path> pathOf(String url) {
    if (!url.startsWith(URL)) {
      return Optional.empty();
    }
    var name = url.substring(URL.length()).split(";", 2)[0];
    if (name.startsWith(FILE)) {
      name = name.substring(FILE.length());
    } else if (OTHER_STORAGE.matcher(name).matches()) {
      return Optional.empty();
    }
    if (name.startsWith("~/")) {
      name = System.getProperty("user.home") + name.substring(1);
    }
    return Optional.of(Path.of(name + ".mv.db").toAbsolutePath());
  }

  private static FileAttribute<?> permissions(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
