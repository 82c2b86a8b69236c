package org.clustershare.platform.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.clustershare.launcher.FolderSpace;

/**
 * File system that cannot hold the embedded database. The message is one sentence for the operator,
 * with the cause and what to do.
 */
final class DatabaseStorageException extends SQLException {
  private static final String NEXT =
      "Give Cluster Share a writable folder with free space, or name another database in database-url.";

  DatabaseStorageException(String what, Path path, IOException cause) {
    super("%s %s: %s. %s".formatted(what, path, FolderSpace.reason(cause), NEXT), cause);
  }
}
