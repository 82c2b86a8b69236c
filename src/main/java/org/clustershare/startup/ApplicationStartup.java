package org.clustershare.startup;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.clustershare.audit.forward.AuditForwarder;
import org.clustershare.platform.config.InvalidSettingsException;
import org.clustershare.platform.config.MonitoringSettings.LogFormat;
import org.clustershare.platform.config.StartupFailure;
import org.clustershare.platform.database.FailFast;
import org.clustershare.platform.database.StartupConnectionRetry;
import org.clustershare.platform.deployment.TerminationSignal;
import org.clustershare.platform.logging.JsonLog;
import org.clustershare.platform.pem.CaBundle;
import org.clustershare.platform.pem.InvalidCaBundleException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Startup of the application: checks the settings, the clock and the encryption keys, and migrates
 * the database to this version. If one fails, startup ends with one sentence for each problem.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class ApplicationStartup {
  private static final Logger LOG = LoggerFactory.getLogger(ApplicationStartup.class);

  @Inject private SettingsProducer settingsProducer;
  @Inject private Event<SettingsLoaded> settingsReady;
  @Inject private TerminationSignal termination;
  @Inject private FailFast failFast;
  @Inject private StoredKeysCheck storedKeys;
  @Inject private EncryptionKeyCheck keyCheck;
  @Inject private AuditForwarder auditForwarder;
  @Inject private JsonLog jsonLog;

  @Resource(lookup = "java:app/jdbc/cluster-share")
  private DataSource database;

  @PostConstruct
  void start() {
    try {
      var settings = settingsProducer.settings();
      if (settings.installation().monitoring().logFormat() == LogFormat.JSON) {
        jsonLog.open();
      }
      checkClock();
      checkStoredKeys();
      Flyway.configure(ApplicationStartup.class.getClassLoader())
          .dataSource(database)
          .load()
          .migrate();
      checkKeys();
      settingsReady.fire(new SettingsLoaded(settings));
      failFast.apply();
      termination.install();
      settings.oidc().caFile().ifPresent(ApplicationStartup::logCaFile);
      PermissiveSettings.closedByDefault(settings)
          .forEach(change -> LOG.info("Closed: {}", change));
      PermissiveSettings.of(settings).forEach(open -> LOG.warn("Open: {}", open));
      var installation = settings.installation();
      LOG.info(
          "Cluster Share starts: base={} gates={}",
          installation.baseUrl(),
          installation.openGates());
    } catch (InvalidSettingsException e) {
      StartupFailure.end(e.problems(), e);
    } catch (SQLException e) {
      StartupFailure.end(List.of(StartupConnectionRetry.sentence(e)), new IllegalStateException(e));
    } catch (FlywayException e) {
      StartupFailure.end(List.of(StartupConnectionRetry.sentence(e)), e);
    }
  }

  /** Before any change: each one writes a record, which needs the trail's key. */
  private void checkKeys() {
    keyCheck.problem().ifPresent(ApplicationStartup::refuse);
    auditForwarder.begin();
  }

  /** Comes before the migration: an instance with a wrong clock changes nothing. */
  private void checkClock() throws SQLException {
    var check = new ClockCheck(settingsProducer.clock());
    check.beforeRelease().ifPresent(ApplicationStartup::refuse);
    check.unlike(database).ifPresent(ApplicationStartup::refuse);
  }

  /** Comes before the migration, too: without its keys, a restored database stays as it is. */
  private void checkStoredKeys() throws SQLException {
    var problems = storedKeys.problems(database);
    if (!problems.isEmpty()) {
      StartupFailure.end(problems, new IllegalStateException(String.join(" ", problems)));
    }
  }

  private static void refuse(String problem) {
    StartupFailure.end(List.of(problem), new IllegalStateException(problem));
  }

  private static void logCaFile(Path file) {
    try {
      CaBundle.read(file, Instant.now()).log("oidc-ca-file " + file);
    } catch (InvalidCaBundleException e) {
      LOG.warn("oidc-ca-file changed during startup: reason={}", e.getMessage());
    }
  }
}
