package org.clustershare.platform.database;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Singleton;

/**
 * Definition of the data source: an H2 file below the working directory by default. The settings
 * {@code database-url}, {@code database-user} and {@code database-password} name another database.
 */
@DataSourceDefinition(
    name = "java:app/jdbc/cluster-share",
    className = "org.clustershare.platform.database.JdbcUrlDataSource",
    url =
        "${MPCONFIG=database-url:jdbc:h2:file:./cluster-share-data/cluster-share;DB_CLOSE_ON_EXIT=FALSE}",
    user = "${MPCONFIG=database-user:cluster-share}",
    password = "${MPCONFIG=database-password:cluster-share}",
    minPoolSize = 0,
    maxPoolSize = Database.MAX_CONNECTIONS)
@Singleton
public class Database {
  /** The most connections that the server's pool opens. */
  static final int MAX_CONNECTIONS = 20;
}
