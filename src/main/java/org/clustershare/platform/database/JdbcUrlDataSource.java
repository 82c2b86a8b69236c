package org.clustershare.platform.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.clustershare.platform.config.RawSetting;
import org.jspecify.annotations.Nullable;

/**
 * Data source for H2 and PostgreSQL; the scheme of the URL decides which driver connects. {@link
 * jakarta.annotation.sql.DataSourceDefinition} needs one class name for both. The server pools the
 * connections.
 */
public final class JdbcUrlDataSource implements DataSource {
  // Not DriverManager: it would find the server's own, older H2.
  private static final List<Driver> DRIVERS =
      List.of(new org.h2.Driver(), new org.postgresql.Driver());

  /** Read here, because the server replaces expressions in what it sets. */
  private static final String PASSWORD = "database-password";

  private final Supplier<Optional<String>> writtenPassword;
  private String url = "";
  private String user = "";
  private String password = "";
  private int loginTimeout;

  /** The server calls it. */
  public JdbcUrlDataSource() {
    this(() -> RawSetting.find(PASSWORD));
  }

  JdbcUrlDataSource(Supplier<Optional<String>> writtenPassword) {
    this.writtenPassword = writtenPassword;
  }

  public void setUrl(String url) {
    this.url = url;
  }

  public String getUrl() {
    return url;
  }

  public void setUser(String user) {
    this.user = user;
  }

  public String getUser() {
    return user;
  }

  public void setPassword(String password) {
    this.password = password;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return getConnection(user, password);
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return StartupConnectionRetry.connect(() -> connect(user, password));
  }

  private Connection connect(String user, String password) throws SQLException {
    var properties = url.startsWith("jdbc:postgresql:") ? timeLimits() : new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", writtenPassword.get().orElse(password));
    PrivateDatabaseFile.createIfMissing(url);
    for (var driver : DRIVERS) {
      if (driver.acceptsURL(url)) {
        return OpenConnections.track(driver.connect(url, properties));
      }
    }
    throw new SQLException(
        "database-url must begin with jdbc:h2: or jdbc:postgresql:; it does not");
  }

  /**
   * Limits of PostgreSQL's driver, in seconds. Parameters of {@code database-url} win. The driver
   * itself waits without end for a database that no longer answers.
   */
  private static Properties timeLimits() {
    var properties = new Properties();
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("loginTimeout", "5");
    properties.setProperty("socketTimeout", "60");
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    // The drivers write logs of their own.
  }

  @Override
  public void setLoginTimeout(int seconds) {
    this.loginTimeout = seconds;
  }

  @Override
  public int getLoginTimeout() {
    return loginTimeout;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
