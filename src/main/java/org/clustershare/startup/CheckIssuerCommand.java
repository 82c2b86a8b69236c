package org.clustershare.startup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.clustershare.oidc.diagnostics.IssuerDiagnostics;

/**
 * {@code java -Dcluster-share.check-issuer=true -jar cluster-share.jar}: prints what a sign-in
 * needs of the provider and ends, with 0 when it finds no problem and 1 when something needs a fix.
 * It runs before the database is touched and before anything is served.
 */
@ApplicationScoped
public class CheckIssuerCommand {
  private static final String PROPERTY = "cluster-share.check-issuer";

  @Inject private IssuerDiagnostics check;

  void run(@Observes SettingsLoaded ready) {
    if (!Boolean.getBoolean(PROPERTY)) {
      return;
    }
    var report = check.run();
    // Not System.out, which the server decorates as a log.
    try (var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
      report.lines().forEach(out::println);
    }
    Runtime.getRuntime().halt(report.good() ? 0 : 1);
  }
}
