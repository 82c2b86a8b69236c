package org.clustershare.story.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ALICE;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.product.AuditProgram;
import org.clustershare.testbed.product.AuditProgram.Output;
import org.clustershare.testbed.product.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the distribution, against the database of a product that has ended. */
@StoryTest
class AuditCommandKT {
  private final Stack stack;

  @TempDir private Path folder = Path.of("");

  AuditCommandKT(Stack stack) {
    this.stack = stack;
  }

  private Output run(Map<String, String> environment, String... arguments) {
    return new AuditProgram(folder).run(environment, arguments);
  }

  @Test
  void aTrailIsForwardedExportedAndVerifiedAndEachKindOfTamperingIsFound() throws Exception {
    int port = Product.freePort();
    var environment = Product.environment(port, stack.issuer, folder);
    String project;
    List<String> webhookLines;
    try (var webhook = AuditWebhook.start(2);
        var running = start(port, webhook, environment)) {
      var product = running.product();
      var alice = new Api(product.base(), stack.issuer.idToken(ALICE));
      project = alice.createProject("Audited");
      for (int i = 0; i < 9; i++) {
        alice.put("/api/v1/projects/" + project, "{\"name\": \"Audited %d\"}".formatted(i));
      }
      webhookLines = webhook.awaitLine("Audited 8");
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(running.printed()).contains("{\"audit\":{", "Audited 8"));
    }
    assertThat(webhookLines.stream().map(AuditCommandKT::position)).isSorted();

    var good = run(environment, "verify");
    assertThat(good.text())
        .as(good.errors())
        .contains("The audit trail is complete and unchanged.")
        .contains("not chained yet: 0");
    assertThat(good.exitCode()).isZero();
    var export = run(environment, "export", "--project=" + project, "--action=project.rename");
    assertThat(export.text().lines())
        .as(export.errors())
        .hasSize(9)
        .allMatch(line -> line.endsWith("}"));
    assertThat(export.exitCode()).isZero();

    var lastLine = webhookLines.stream().reduce((_, last) -> last).orElseThrow();
    var anchor =
        position(lastLine) + ":" + lastLine.replaceAll(".*\"mac\":\"([0-9a-f]+)\".*", "$1");
    assertThat(run(environment, "verify", "--anchor=" + anchor).exitCode()).isZero();

    change(
        environment,
        "update audit_record set object_name = 'Forged' where object_name = 'Audited 3'");
    assertFinding(run(environment, "verify"), "CHANGED: record ", "action project.rename");
    change(environment, "delete from audit_record where object_name = 'Audited 5'");
    assertFinding(run(environment, "verify"), "REMOVED: positions ", "CHANGED");
    change(
        environment,
        "delete from audit_record where chain_position > (select max(chain_position) - 2 from audit_record)");
    assertFinding(
        run(environment, "verify", "--anchor=" + anchor), "TRUNCATED: positions ", "OTHER_TRAIL");
  }

  @Test
  void wrongUseIsSaid() {
    var environment = Product.environment(Product.freePort(), stack.issuer, folder);

    assertThat(run(environment, "explode").exitCode()).isEqualTo(78);
    assertThat(run(environment, "verify", "--anker=1").errors()).contains("no option --anker=1");
    var injected = run(environment, "export", "--person=x -Dy=z");
    assertThat(injected.exitCode()).isEqualTo(78);
    var unknown = run(environment, "export", "--action=share.explode");
    assertThat(unknown.errors()).contains("There is no action with the name share.explode.");
    assertThat(unknown.exitCode()).isEqualTo(78);
  }

  private PrintingProduct start(int port, AuditWebhook webhook, Map<String, String> environment) {
    environment.putAll(webhook.environment());
    return PrintingProduct.start(port, folder, environment);
  }

  private static void assertFinding(Output output, String... sentences) {
    assertThat(output.text()).as(output.errors()).contains(sentences);
    assertThat(output.exitCode()).isEqualTo(1);
  }

  private static Long position(String line) {
    return Long.valueOf(line.replaceAll(".*\"position\":([0-9]+).*", "$1"));
  }

  private static void change(Map<String, String> environment, String sql) throws Exception {
    try (var connection =
            DriverManager.getConnection(
                environment.getOrDefault("DATABASE_URL", ""), "cluster-share", "cluster-share");
        var statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }
}
