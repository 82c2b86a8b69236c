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
 * Command {@code java -Dcluster-share.check-issuer=true -jar cluster-share.jar}: prints whether the
 * provider offers what a sign-in needs, and exits. The exit code is 0 without problems and 1 if
 * something needs a fix. The application serves no request before it ends.
 */
@ApplicationScoped
public class CheckIssuerCommand {
  private static final String PROPERTY = "cluster-share.check-issuer";

  private final IssuerDiagnostics check;

  @Inject
  CheckIssuerCommand(IssuerDiagnostics check) {
    this.check = check;
  }

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
