package org.clustershare.startup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.clustershare.audit.chain.ChainVerifier;
import org.clustershare.audit.chain.KnownAnchor;
import org.clustershare.audit.export.AuditExport;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.activity.ActivityQuery;

/**
 * Commands {@code bin/cluster-share audit verify} and {@code audit export}: print to the standard
 * output, and exit. The exit code is 0, or 1 if the trail is not as Cluster Share wrote it or
 * cannot be exported, or 78 for wrong arguments. The application serves no request before it ends.
 */
@ApplicationScoped
public class AuditCommand {
  private static final String PROPERTY = "cluster-share.audit";
  private static final int WRONG_ARGUMENTS = 78;
  private static final int BUFFER = 64 << 10;

  private final ChainVerifier verifier;
  private final AuditExport export;

  @Inject
  AuditCommand(ChainVerifier verifier, AuditExport export) {
    this.verifier = verifier;
    this.export = export;
  }

  void run(@Observes SettingsLoaded ready) {
    var command = System.getProperty(PROPERTY, "");
    if (command.isEmpty()) {
      return;
    }
    int code = 1;
    try {
      code = run(command);
    } catch (RuntimeException | IOException e) {
      error("The audit trail cannot be read: " + e.getMessage());
    }
    Runtime.getRuntime().halt(code);
  }

  private int run(String command) throws IOException {
    return switch (command) {
      case "verify" -> verify();
      case "export" -> export();
      default -> wrong("audit has the commands verify and export; not " + command + ".");
    };
  }

  private int verify() {
    var text = argument("anchor");
    var anchor = KnownAnchor.parse(text);
    if (anchor.isEmpty() && !text.isEmpty()) {
      return wrong("--anchor must be <position>:<mac>, such as a line of the export has them.");
    }
    var report = verifier.verify(anchor);
    // Not System.out, which the server decorates as a log.
    try (var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
      report.lines().forEach(out::println);
    }
    return report.good() ? 0 : 1;
  }

  private int export() throws IOException {
    ActivityQuery query;
    try {
      query =
          ActivityQuery.of(
              Optional.of(argument("project")).filter(id -> !id.isEmpty()), AuditCommand::argument);
    } catch (ProblemException e) {
      return wrong(e.in(Locale.ENGLISH).detail());
    }
    export.begin(query.filter(), "command");
    try (var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER)) {
      var finding = export.write(query.filter(), out);
      finding.ifPresent(AuditCommand::error);
      return finding.isEmpty() ? 0 : 1;
    }
  }

  private static void error(String sentence) {
    try (var err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8)) {
      err.println(sentence);
    }
  }

  private static String argument(String name) {
    return System.getProperty(PROPERTY + "." + name, "");
  }

  private static int wrong(String sentence) {
    error(sentence);
    return WRONG_ARGUMENTS;
  }
}
