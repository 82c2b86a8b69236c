package org.clustershare.story.cluster;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ALICE;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.page.ConsoleWindow;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Browser;
import org.clustershare.testbed.Browser.Look;
import org.clustershare.testbed.parts.Part;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Adding an unreachable cluster, and changing and removing a cluster, in the console. */
@StoryTest
class ClusterSettingsBrowserIT {
  @Part private static Stack stack;

  @RegisterExtension static final Browser BROWSER = new Browser();

  private static ConsoleWindow console(Look look) {
    return new ConsoleWindow(BROWSER.open(look), stack.product.base(), ALICE);
  }

  private static String silent() {
    return stack.apiServer.kubeconfigText().replaceAll("server: .*", "server: https://127.0.0.1:1");
  }

  @Test
  void theStepsOfTheCheckAreShownAndTheClusterIsAddedOnlyOnDemand() {
    var project = console(Look.DESKTOP).project(stack.api(ALICE).createProject("Unreachable"));
    project.addCluster("silent", silent());

    assertThat(project.browserPage().getByRole(AriaRole.LIST, named("Checks of the cluster")))
        .isVisible();
    assertThat(project.checks()).hasCount(5);
    assertThat(project.checks().first()).containsText("Nothing answers at 127.0.0.1:1");
    assertThat(project.kubeconfig()).hasValue(Pattern.compile("https://127.0.0.1:1"));
    project.picture("add-cluster-steps");

    var cluster = project.addUnverified();

    assertThat(cluster.heading("silent")).isVisible();
    assertThat(cluster.text("added although it could not be checked")).isVisible();
    cluster.picture("cluster-unchecked");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  @Test
  void aGermanReaderReadsTheFindingsOfTheCheckInGerman() {
    var project = console(Look.PHONE).project(stack.api(ALICE).createProject("Auf Deutsch"));
    project.addCluster("stumm", "kind: Secret");
    assertThat(project.alert()).containsText("Das Feld kind der Datei ist nicht Config");

    project.describe("stumm", silent()).add();
    assertThat(project.checks().first()).containsText("Unter 127.0.0.1:1 antwortet nichts.");
    assertThat(project.alert()).not().containsText("Nothing answers");

    var cluster = project.addUnverified();
    assertThat(cluster.title()).hasText("stumm");
    var page = cluster.browserPage();
    for (var place : List.of("cluster", "bindings", "roles")) {
      page.navigate(page.url().replaceAll("/console/[a-z]+/", "/console/" + place + "/"));
      assertThat(page.locator(".notice.error").filter(unanswered()))
          .containsText("Unter 127.0.0.1:1 antwortet nichts.");
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              page.reload();
              assertThat(page.locator("tbody"))
                  .containsText("antwortet nicht. Unter 127.0.0.1:1 antwortet nichts.");
            });
  }

  private static Locator.FilterOptions unanswered() {
    return new Locator.FilterOptions().setHasText("kann gerade nicht abgefragt werden");
  }

  @Test
  void aClusterIsRenamedGivenNewCredentialsAndRemoved() {
    var api = stack.api(ALICE);
    var project = api.createProject("Settings");
    var id =
        api.addCluster(project, "before", stack.apiServer.kubeconfigText())
            .object()
            .getString("id");
    var console = console(Look.DARK);
    var settings = console.settings(project, id);
    settings.picture("cluster-settings-dark");

    settings.externalAddress().fill("http://not-https.example.com");
    settings.save();
    assertThat(settings.alert()).containsText("https");
    assertThat(settings.externalAddress()).hasValue("http://not-https.example.com");
    assertThat(settings.externalAddress()).hasAttribute("aria-invalid", "true");
    assertThat(settings.externalAddress())
        .hasAccessibleDescription(Pattern.compile("externalServer\\) must be https://"));
    assertThat(settings.owner()).hasAttribute("aria-invalid", "false");
    settings.picture("cluster-settings-field-dark");
    settings.externalAddress().fill("");
    settings.name().fill("after");
    settings.save();
    assertThat(settings.heading("after")).isVisible();
    assertThat(settings.status()).hasText("The settings were saved.");

    settings = console.settings(project, id);
    settings.replaceCredentials(silent());
    assertThat(settings.text("Nothing answers at 127.0.0.1:1").first()).isVisible();
    settings.picture("cluster-settings-refused");
    settings.replaceCredentials(stack.apiServer.kubeconfigText());
    assertThat(settings.heading("after")).isVisible();

    settings = console.settings(project, id);
    settings.remove();
    assertThat(settings.alert()).isVisible();
    settings.removeConfirming("after");
    assertThat(settings.heading("Settings")).isVisible();
    assertThat(api.get("/api/v2/projects/%s/clusters".formatted(project)).body()).isEqualTo("[]");
  }

  @Test
  void theLeftoversOfARemovalAreReported() {
    var api = stack.api(ALICE);
    var project = api.createProject("Left behind");
    var path = "/api/v2/projects/%s/clusters".formatted(project);
    var body = Json.createObjectBuilder(Api.clusterBody("silent", silent()));
    var added = api.post(path, body.add("evenUnverified", true).build());
    assertThat(added.status()).as(added.body()).isEqualTo(201);
    var settings = console(Look.DESKTOP).settings(project, added.object().getString("id"));

    settings.checkbox().check();
    settings.removeConfirming("silent");

    assertThat(settings.text("is still there, see above")).isVisible();
    assertThat(settings.alert()).not().isEmpty();
    settings.picture("cluster-removed-leftovers");
    settings.link("Back to {0}", "Left behind").click();
    assertThat(settings.title()).hasText("Left behind");
  }

  @Test
  void onAPhoneInGermanNothingIsCutOffAndRowsCanBeActedOn() {
    var added = stack.cluster();
    stack.api(ALICE).post(added.path() + "/shares", "");
    var console = console(Look.PHONE);
    for (var name : List.of("cluster-settings", "cluster", "bindings", "roles", "trust")) {
      var page =
          console.open("/console/%s/%s/%s".formatted(name, added.project(), added.cluster()));
      assertThat(page.title()).isVisible();
      assertThat(page.crumbs().locator("a[href*='/console/project/']")).isVisible();
      assertThat(page.fitsWidth()).as(name).isTrue();
      page.picture("phone-" + name);
    }
    var revoke =
        console.cluster(added.project(), added.cluster()).revokeButtons().first().boundingBox();
    assertThat(revoke.x + revoke.width).isLessThan(Look.PHONE.width());
  }
}
