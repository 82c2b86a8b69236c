package org.clustershare.story.roles;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ALICE;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Browser;
import org.clustershare.testbed.Browser.Look;
import org.clustershare.testbed.Cluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Default roles and drift in the console, on a cluster that no other test repairs. */
class RolesBrowserIT {
  private static final Stack STACK = Stack.shared();

  @RegisterExtension static final Browser BROWSER = new Browser();

  @SuppressWarnings("NullAway.Init")
  private static Cluster cluster;

  @SuppressWarnings("NullAway.Init")
  private static Added added;

  @BeforeAll
  static void start() {
    cluster =
        Cluster.start(STACK.testbed, STACK.dir.resolve("roles-page"), Cluster.Settings.plain());
    var api = STACK.api(ALICE);
    var project = api.createProject("Roles");
    var id = api.addCluster(project, "roles", cluster.kubeconfigText()).object().getString("id");
    added = new Added(project, id);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> api.get(added.path() + "/drift").body().contains("\"inSync\":true"));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static Page open(Look look) {
    var page = BROWSER.open(look);
    page.navigate(
        "%s/console/roles/%s/%s".formatted(STACK.product.base(), added.project(), added.cluster()));
    Browser.signIn(page, ALICE);
    return page;
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
  }

  @Test
  void driftIsOnlyReportedUntilTheModeChanges() {
    var page = open(Look.DESKTOP);
    assertThat(page.getByText("Nothing differs")).isVisible();
    press(page, "Only report");
    assertThat(page.getByText("Only reported")).isVisible();
    STACK.kubectl.run(cluster.kubeconfig(), "delete", "role", "-n", "default", "namespace-editor");

    press(page, "Reconcile now");
    assertThat(page.getByText("Role default/namespace-editor").first()).isVisible();
    Browser.picture(page, "roles-drift");

    press(page, "Repair again");
    press(page, "Reconcile now");
    assertThat(page.getByText("Nothing differs")).isVisible();
    page.locator("summary").first().click();
    assertThat(page.locator("details[open]")).containsText("Role default/namespace-editor");
    Browser.picture(page, "roles");
  }

  @Test
  void onAPhoneInGermanNothingIsCutOff() {
    var page = open(Look.PHONE);

    assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("Standardrollen");
    assertThat(page.getByText("Der API-Server antwortet.")).isVisible();
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
    Browser.picture(page, "phone-roles");
  }
}
