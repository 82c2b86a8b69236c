package org.clustershare.platform.database;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Singleton;

/**
 * Definition of the data source: an H2 file below the working directory by default. The settings
 * {@code database-url}, {@code database-user} and {@code database-password} name another database.
 * If the database is away, requests fail within seconds; the pool recovers with its return.
 */
@DataSourceDefinition(
    name = "java:app/jdbc/cluster-share",
    className = "org.clustershare.platform.database.JdbcUrlDataSource",
    url =
        "${MPCONFIG=database-url:jdbc:h2:file:./cluster-share-data/cluster-share;DB_CLOSE_ON_EXIT=FALSE}",
    user = "${MPCONFIG=database-user:cluster-share}",
    password = "${MPCONFIG=database-password:cluster-share}",
    minPoolSize = 0,
    maxPoolSize = Database.MAX_CONNECTIONS,
    properties = {
      // After an outage the pool holds dead connections. It asks the driver (Connection.isValid)
      // before it lends one that nobody checked in the last second, and then drops all of them.
      "fish.payara.is-connection-validation-required=true",
      "fish.payara.connection-validation-method=custom-validation",
      "fish.payara.validation-classname="
          + "org.glassfish.api.jdbc.validation.JDBC40ConnectionValidation",
      "fish.payara.validate-atmost-once-period-in-seconds=1",
      "fish.payara.fail-all-connections=true",
      // Without an own limit, a request would wait a minute for a connection.
      "fish.payara.max-wait-time-in-millis=5000"
    })
@Singleton
public class Database {
  /** The most connections that the server's pool opens. */
  static final int MAX_CONNECTIONS = 20;
}
