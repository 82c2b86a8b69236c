package org.clustershare.platform.database;

import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Count of the connections to the database that the server's pool holds. The pool opens one for
 * each concurrent user and closes those that are idle for five minutes. So the count is the highest
 * use of the last minutes. The pool itself tells its use only through the server's internal
 * classes.
 */
final class OpenConnections {
  // Static, because the server makes data sources by itself and can make several.
  private static final Set<WeakReference<Connection>> OPEN = ConcurrentHashMap.newKeySet();

  private OpenConnections() {}

  static Connection track(Connection connection) {
    OPEN.add(new WeakReference<>(connection));
    return connection;
  }

  /** The number of connections that are open now; asks the drivers, which answer without a call. */
  static int count() {
    OPEN.removeIf(reference -> isClosed(reference.get()));
    return OPEN.size();
  }

  private static boolean isClosed(@Nullable Connection connection) {
    try {
      return connection == null || connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }
}
