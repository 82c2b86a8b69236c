package org.clustershare.story.roles;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ALICE;

import java.time.Duration;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.story.page.ConsoleWindow;
import org.clustershare.story.page.RolesPage;
import org.clustershare.testbed.Browser;
import org.clustershare.testbed.Browser.Look;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.parts.Part;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Default roles and drift in the console, on a cluster that no other test repairs. */
@StoryTest
class RolesBrowserIT {
  @Part private static Stack stack;

  @RegisterExtension static final Browser BROWSER = new Browser();

  @SuppressWarnings("NullAway.Init")
  private static KubernetesCluster kubernetesCluster;

  @SuppressWarnings("NullAway.Init")
  private static Added added;

  @BeforeAll
  static void start() {
    kubernetesCluster =
        KubernetesCluster.start(
            stack.testbed, stack.dir.resolve("roles-page"), KubernetesCluster.Settings.plain());
    var api = stack.api(ALICE);
    var project = api.createProject("Roles");
    var id =
        api.addCluster(project, "roles", kubernetesCluster.kubeconfigText())
            .object()
            .getString("id");
    added = new Added(project, id);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.get(added.path() + "/drift").body().contains("\"inSync\":true"));
  }

  @AfterAll
  static void stop() {
    kubernetesCluster.close();
  }

  private static RolesPage rolesPage(Look look) {
    return new ConsoleWindow(BROWSER.open(look), stack.product.base(), ALICE)
        .roles(added.project(), added.cluster());
  }

  @Test
  void driftIsOnlyReportedUntilTheModeChanges() {
    var roles = rolesPage(Look.DESKTOP);
    assertThat(roles.text("Nothing differs")).isVisible();
    roles.onlyReport();
    assertThat(roles.text("Only reported")).isVisible();
    stack.kubectl.run(
        kubernetesCluster.kubeconfig(), "delete", "role", "-n", "default", "namespace-editor");

    roles.reconcile();
    assertThat(roles.text("Role default/namespace-editor").first()).isVisible();
    roles.picture("roles-drift");

    roles.repairAgain();
    roles.reconcile();
    assertThat(roles.text("Nothing differs")).isVisible();
    assertThat(roles.newestRepair()).containsText("Role default/namespace-editor");
    roles.picture("roles");
  }

  @Test
  void onAPhoneInGermanNothingIsCutOff() {
    var roles = rolesPage(Look.PHONE);

    assertThat(roles.title()).hasText("Standardrollen");
    assertThat(roles.text("Der API-Server antwortet.")).isVisible();
    assertThat(roles.fitsWidth()).isTrue();
    roles.picture("phone-roles");
  }
}
