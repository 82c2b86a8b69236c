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
import java.util.regex.Pattern;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Browser;
import org.clustershare.testbed.Browser.Look;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Adding a cluster that is not as it has to be, and changing and removing one, in the console. */
class ClusterSettingsBrowserIT {
  private static final Stack STACK = Stack.shared();

  @RegisterExtension static final Browser BROWSER = new Browser();

  private static Page signedIn(Look look, String path) {
    var page = BROWSER.open(look);
    page.navigate(STACK.product.base() + path);
    Browser.signIn(page, ALICE);
    return page;
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  private static String silent() {
    return STACK.apiServer.kubeconfigText().replaceAll("server: .*", "server: https://127.0.0.1:1");
  }

  @Test
  void theStepsOfTheLookAreShownAndTheClusterIsKeptOnlyOnDemand() {
    var project = STACK.api(ALICE).createProject("Unreachable");
    var page = signedIn(Look.DESKTOP, "/console/project/" + project);
    page.getByLabel("Name").fill("silent");
    page.getByLabel("Kubeconfig (paste)").fill(silent());
    press(page, "Add cluster");

    var steps =
        page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Checks of the cluster"));
    assertThat(steps.getByRole(AriaRole.LISTITEM)).hasCount(5);
    assertThat(steps.getByRole(AriaRole.LISTITEM).first())
        .containsText("Nothing answers at 127.0.0.1:1");
    assertThat(page.getByLabel("Kubeconfig (paste)"))
        .hasValue(Pattern.compile("https://127.0.0.1:1"));
    Browser.picture(page, "add-cluster-steps");

    page.getByRole(AriaRole.CHECKBOX).check();
    press(page, "Add cluster");

    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("silent")))
        .isVisible();
    assertThat(page.getByText("added although it could not be checked")).isVisible();
    Browser.picture(page, "cluster-unchecked");
  }

  @Test
  void aGermanReaderIsToldInGermanWhatTheLookFound() {
    var project = STACK.api(ALICE).createProject("Auf Deutsch");
    var page = signedIn(Look.PHONE, "/console/project/" + project);
    page.getByLabel("Name").fill("stumm");
    page.locator("textarea").first().fill("kind: Secret");
    press(page, "Cluster hinzufügen");
    assertThat(page.getByRole(AriaRole.ALERT))
        .containsText("Das Feld kind der Datei ist nicht Config");

    page.locator("textarea").first().fill(silent());
    press(page, "Cluster hinzufügen");
    assertThat(page.locator("ol.checks li").first())
        .containsText("Unter 127.0.0.1:1 antwortet nichts.");
    assertThat(page.getByRole(AriaRole.ALERT)).not().containsText("Nothing answers");

    page.getByRole(AriaRole.CHECKBOX).check();
    press(page, "Cluster hinzufügen");
    assertThat(page.locator("h1")).hasText("stumm");
    for (var place : new String[] {"cluster", "bindings", "roles"}) {
      page.navigate(page.url().replaceAll("/console/[a-z]+/", "/console/" + place + "/"));
      assertThat(page.locator(".notice.error").filter(asked()))
          .containsText("Unter 127.0.0.1:1 antwortet nichts.");
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              page.reload();
              assertThat(page.locator("tbody"))
                  .containsText("antwortet nicht. Unter 127.0.0.1:1 antwortet nichts.");
            });
  }

  private static Locator.FilterOptions asked() {
    return new Locator.FilterOptions().setHasText("kann gerade nicht abgefragt werden");
  }

  @Test
  void aClusterIsRenamedGivenNewCredentialsAndRemoved() {
    var api = STACK.api(ALICE);
    var project = api.createProject("Settings");
    var id =
        api.addCluster(project, "before", STACK.apiServer.kubeconfigText())
            .object()
            .getString("id");
    var settings = "/console/cluster-settings/%s/%s".formatted(project, id);
    var page = signedIn(Look.DARK, settings);
    Browser.picture(page, "cluster-settings-dark");

    page.getByLabel("External address").fill("http://not-https.example.com");
    press(page, "Save");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("https");
    assertThat(page.getByLabel("External address")).hasValue("http://not-https.example.com");
    assertThat(page.getByLabel("External address")).hasAttribute("aria-invalid", "true");
    assertThat(page.getByLabel("External address"))
        .hasAccessibleDescription(Pattern.compile("externalServer\\) must be https://"));
    assertThat(page.getByLabel("Owner")).hasAttribute("aria-invalid", "false");
    Browser.picture(page, "cluster-settings-field-dark");
    page.getByLabel("External address").fill("");
    page.getByLabel("Name").fill("after");
    press(page, "Save");
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("after")))
        .isVisible();
    assertThat(page.getByRole(AriaRole.STATUS)).hasText("The settings were saved.");

    page.navigate(STACK.product.base() + settings);
    page.getByLabel("Kubeconfig (paste)").fill(silent());
    press(page, "Replace credentials");
    assertThat(page.getByText("Nothing answers at 127.0.0.1:1").first()).isVisible();
    Browser.picture(page, "cluster-settings-refused");
    page.getByLabel("Kubeconfig (paste)").fill(STACK.apiServer.kubeconfigText());
    press(page, "Replace credentials");
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("after")))
        .isVisible();

    page.navigate(STACK.product.base() + settings);
    press(page, "Remove cluster");
    assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
    page.getByLabel("To confirm, type “after”").fill("after");
    press(page, "Remove cluster");
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Settings")))
        .isVisible();
    assertThat(api.get("/api/v2/projects/%s/clusters".formatted(project)).body()).isEqualTo("[]");
  }

  @Test
  void whatARemovalLeavesInTheClusterIsSaid() {
    var api = STACK.api(ALICE);
    var project = api.createProject("Left behind");
    var path = "/api/v2/projects/%s/clusters".formatted(project);
    var body = Json.createObjectBuilder(Api.clusterBody("silent", silent()));
    var added = api.post(path, body.add("evenUnverified", true).build());
    assertThat(added.status()).as(added.body()).isEqualTo(201);
    var id = added.object().getString("id");
    var page = signedIn(Look.DESKTOP, "/console/cluster-settings/%s/%s".formatted(project, id));

    page.getByRole(AriaRole.CHECKBOX).check();
    page.getByLabel("To confirm, type “silent”").fill("silent");
    press(page, "Remove cluster");

    assertThat(page.getByText("is still there, see above")).isVisible();
    assertThat(page.getByRole(AriaRole.ALERT)).not().isEmpty();
    Browser.picture(page, "cluster-removed-leftovers");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Back to Left behind"))
        .click();
    assertThat(page.locator("h1")).hasText("Left behind");
  }

  @Test
  void onAPhoneInGermanNothingIsCutOffAndRowsCanBeActedOn() {
    var path = STACK.cluster().path();
    STACK.api(ALICE).post(path + "/shares", "");
    var ids = path.replace("/api/v2/projects/", "").replace("clusters/", "");
    for (var pageName :
        new String[] {"cluster-settings", "cluster", "bindings", "roles", "trust"}) {
      var page = signedIn(Look.PHONE, "/console/%s/%s".formatted(pageName, ids));
      assertThat(page.locator("h1")).isVisible();
      assertThat(page.locator(".crumbs a[href*='/console/project/']")).isVisible();
      assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as(pageName)
          .isEqualTo(true);
      Browser.picture(page, "phone-" + pageName);
      if (pageName.equals("cluster")) {
        var box =
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Widerrufen"))
                .first()
                .boundingBox();
        assertThat(box.x + box.width).isLessThan(390);
      }
      page.context().close();
    }
  }
}
