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
 * The file of an H2 database, made before H2 makes it, because H2 leaves it to the process's umask
 * who may read it: a new one is its owner's alone, and so are the folders that are made for it. One
 * that is there stays as it is, whoever made it. Where files have no such permissions (Windows),
 * nothing is done.
 */
final class PrivateDatabaseFile {
  private static final String URL = "jdbc:h2:";
  private static final String FILE = "file:";

  /** What else H2 keeps databases in, such as {@code mem:}; a drive of Windows has one letter. */
  private static final Pattern OTHER_STORAGE = Pattern.compile("[a-z0-9]{2,}:.*");

  private PrivateDatabaseFile() {}

  /**
   * Makes the file of a database that is none yet; H2 takes an empty one for a new one.
   *
   * @throws IOException when it cannot be made
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
      // Another connection was faster.
    }
  }

  /** The file of a database's URL; empty when it is in none. */
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
