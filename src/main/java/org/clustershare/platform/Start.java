package org.clustershare.platform;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.clustershare.platform.exposure.OpenSettings;
import org.clustershare.platform.settings.CaBundle;
import org.clustershare.platform.settings.InvalidCaBundleException;
import org.clustershare.platform.settings.InvalidSettingsException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first thing that runs: checks the settings and brings the database to this version. When
 * either is impossible it says why, one sentence a problem, and the start ends.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Start {
  private static final Logger LOG = LoggerFactory.getLogger(Start.class);

  @Inject private Platform platform;
  @Inject private Event<SettingsReady> settingsReady;

  @Resource(lookup = "java:app/jdbc/cluster-share")
  private DataSource database;

  @PostConstruct
  void start() {
    try {
      var settings = platform.settings();
      Flyway.configure(Start.class.getClassLoader()).dataSource(database).load().migrate();
      settingsReady.fire(new SettingsReady(settings));
      settings.oidc().caFile().ifPresent(Start::logCaFile);
      OpenSettings.closedByDefault(settings).forEach(change -> LOG.info("Closed: {}", change));
      OpenSettings.of(settings).forEach(open -> LOG.warn("Open: {}", open));
      LOG.info("Cluster Share starts: base={} gates={}", settings.baseUrl(), settings.openGates());
    } catch (InvalidSettingsException e) {
      StartFailure.end(e.problems(), e);
    } catch (FlywayException e) {
      StartFailure.end(List.of(FirstConnection.sentence(e)), e);
    }
  }

  private static void logCaFile(Path file) {
    try {
      CaBundle.read(file, Instant.now()).log("oidc-ca-file " + file);
    } catch (InvalidCaBundleException e) {
      LOG.warn("oidc-ca-file was changed while we started: {}", e.getMessage());
    }
  }
}
