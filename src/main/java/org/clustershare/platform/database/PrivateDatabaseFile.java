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
import org.jspecify.annotations.Nullable;

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
   * Creates an empty file, which H2 treats as a new database. Does nothing if the database is not
   * in a file. The first call for a file also checks that it can be written.
   *
   * @throws DatabaseStorageException if the file system cannot hold the database
   */
  static void createIfMissing(String url) throws DatabaseStorageException {
    var file = pathOf(url);
    if (file.isEmpty()
        || !FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    createFolder(file.get().getParent());
    DatabaseFileCheck.requireWritable(file.get());
    createFile(file.get());
  }

  private static void createFolder(@Nullable Path folder) throws DatabaseStorageException {
    if (folder == null || Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.createDirectories(folder, permissions("rwx------"));
    } catch (IOException e) {
      throw new DatabaseStorageException(
          "The embedded database's folder cannot be created:", folder, e);
    }
  }

  private static void createFile(Path file) throws DatabaseStorageException {
    if (Files.exists(file)) {
      return;
    }
    try {
      Files.createFile(file, permissions("rw-------"));
    } catch (FileAlreadyExistsException e) {
      // Another connection created it first.
    } catch (IOException e) {
      throw new DatabaseStorageException(
          "The embedded database's file cannot be created:", file, e);
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
