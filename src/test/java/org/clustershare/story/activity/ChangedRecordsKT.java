package org.clustershare.story.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ALICE;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.parts.OwnParts;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.product.AuditProgram;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** A person with write access to the database changes records, and readers see it. */
@StoryTest
class ChangedRecordsKT {
  private static final List<String> TAMPERING =
      List.of(
          "update audit_record set object_name = 'Forged' where object_name = 'Name 1'",
          "update audit_record set details = 'not JSON' where object_name = 'Name 2'",
          "update audit_record set mac = repeat('f', 64) where object_name = 'Name 3'",
          """
          insert into audit_record select '000000000000-0000-forgedrow1', happened_at, action, result, actor_kind,
          actor, actor_key, project_id, cluster_id, object_id, 'Inserted', subject_key, address, forwarded_for,
          user_agent, request_id, intent_id, details, stamp, null, null, null
          from audit_record where object_name = 'Name 4'""");

  private static List<JsonObject> lines(String text) {
    return text.lines()
        .map(
            line -> {
              try (var reader = Json.createReader(new StringReader(line))) {
                return reader.readObject();
              }
            })
        .toList();
  }

  private static Map<String, String> findings(List<JsonObject> records) {
    var findings = new HashMap<String, String>();
    for (var one : records) {
      if (one.containsKey("finding")) {
        findings.put(one.getJsonObject("object").getString("name"), one.getString("finding"));
      }
    }
    return findings;
  }

  /** A product whose project's name alice changes several times, until the records are chained. */
  private record Watched(
      String base,
      Dex issuer,
      EmbeddedPostgres postgres,
      Map<String, String> environment,
      Api alice,
      String project) {
    private static final int RENAMES = 5;

    static Watched start(OwnParts parts) throws IOException {
      int port = Product.freePort();
      var issuer = parts.issuer(port);
      var postgres = parts.closing(EmbeddedPostgres.start());
      var environment = Product.environment(port, issuer, parts.folder());
      environment.put("ADMINS", ALICE);
      environment.put("DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"));
      environment.put("DATABASE_USER", "postgres");
      environment.put("DATABASE_PASSWORD", "postgres");
      var product = parts.product(port, environment);
      var alice = new Api(product.base(), issuer.idToken(ALICE));
      var watched =
          new Watched(
              product.base(), issuer, postgres, environment, alice, alice.createProject("Watched"));
      for (int i = 1; i <= RENAMES; i++) {
        alice.put("/api/v1/projects/" + watched.project(), "{\"name\": \"Name %d\"}".formatted(i));
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  lines(watched.export("?action=project.rename")).stream()
                          .filter(one -> one.containsKey("position"))
                          .count()
                      == RENAMES);
      return watched;
    }

    String path() {
      return "/api/v2/projects/%s/activity".formatted(project);
    }

    String export(String query) {
      return exportFrom(path() + query);
    }

    String exportFrom(String path) {
      return alice.call("GET", path, "", "Accept", "application/x-ndjson").body();
    }

    void execute(String sql) throws SQLException {
      try (var connection = postgres.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        assertThat(statement.executeUpdate(sql)).isEqualTo(1);
      }
    }

    Document page(String query) {
      var page =
          new Visitor(issuer.caFile(), ALICE)
              .open(URI.create("%s/console/activity/%s%s".formatted(base, project, query)));
      assertThat(page.status()).isEqualTo(200);
      return Jsoup.parse(page.body());
    }
  }

  @Test
  void pageListAndExportsShowEachRecordThatIsNotAsItWasWritten(OwnParts parts) throws Exception {
    var watched = Watched.start(parts);
    assertThat(watched.export("")).doesNotContain("\"finding\"", "\"error\"");

    for (var sql : TAMPERING) {
      watched.execute(sql);
    }

    var expected =
        Map.of("Forged", "CHANGED", "Name 2", "CHANGED", "Name 3", "MOVED", "Inserted", "INSERTED");
    var listed = watched.alice().get(watched.path()).object().getJsonArray("records");
    assertThat(findings(listed.getValuesAs(JsonObject.class))).isEqualTo(expected);
    var exported = lines(watched.export(""));
    assertThat(findings(exported)).isEqualTo(expected);
    assertThat(exported.getLast().getString("error"))
        .contains("not as Cluster Share wrote it", "INSERTED: record 000000000000-0000-forgedrow1");
    assertThat(watched.export("?action=project.create")).doesNotContain("\"error\"");
    assertPageShowsThem(watched);

    var command = new AuditProgram(parts.folder()).run(watched.environment(), "export");
    assertThat(command.exitCode()).as(command.errors()).isEqualTo(1);
    assertThat(command.errors()).contains("The audit trail is not as Cluster Share wrote it");
    assertThat(lines(command.text()).getLast()).containsKey("error");
  }

  private static void assertPageShowsThem(Watched watched) {
    var page = watched.page("");
    assertThat(page.select("[role=alert]").text()).contains("not as Cluster Share wrote them");
    assertThat(page.select("#records > li:contains(Forged)").text())
        .contains("changed after it was written");
    assertThat(page.select("#records > li:contains(Inserted)").text())
        .contains("not written by Cluster Share");
    assertThat(page.select("#records > li:contains(Name 5)").text())
        .contains("Name 5")
        .doesNotContain("after it was written");
    assertThat(watched.page("?action=project.create").select("[role=alert]")).isEmpty();
  }

  @Test
  void anExportOfEverythingSaysWhichRecordsAreMissing(OwnParts parts) throws Exception {
    var watched = Watched.start(parts);
    assertThat(watched.exportFrom("/api/v2/activity")).doesNotContain("\"error\"");

    watched.execute("delete from audit_record where object_name = 'Name 3'");

    assertThat(lines(watched.exportFrom("/api/v2/activity")).getLast().getString("error"))
        .contains("REMOVED: positions ");
  }
}
