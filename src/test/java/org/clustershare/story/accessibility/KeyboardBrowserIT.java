package org.clustershare.story.accessibility;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.HANNAH;

import org.clustershare.story.driver.Stack;
import org.clustershare.story.page.ClusterPage;
import org.clustershare.story.page.ClusterSettingsPage;
import org.clustershare.story.page.ConsoleWindow;
import org.clustershare.story.page.ProjectPage;
import org.clustershare.story.page.ProjectsPage;
import org.clustershare.story.page.SignInPage;
import org.clustershare.testbed.Browser;
import org.clustershare.testbed.Browser.Look;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The console without a mouse. */
@StoryTest
class KeyboardBrowserIT {
  @RegisterExtension static final Browser BROWSER = new Browser();

  private final Stack stack;

  KeyboardBrowserIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void hannahSignsInAddsSharesBindsAndRemovesByKeyboardAlone() {
    var page = BROWSER.open(Look.DESKTOP);
    page.navigate(stack.product.base() + "/");
    var keyboard = new Keyboard(page);
    var projects = new ProjectsPage(page);
    keyboard.tabTo(projects.link("Sign in")).enter();
    var signIn = new SignInPage(page);
    keyboard.tabToForeign(signIn.email()).type(HANNAH);
    keyboard.tabToForeign(signIn.password()).type(Dex.PASSWORD);
    keyboard.enter();

    assertThat(projects.title()).hasText("Projects");
    keyboard.tabTo(projects.field("Name")).type("By keyboard");
    keyboard.tabTo(projects.button("Create project")).enter();

    var project = new ProjectPage(page);
    assertThat(project.title()).hasText("By keyboard");
    keyboard.tabTo(project.name()).type("without-a-mouse");
    keyboard.tabTo(project.kubeconfig()).paste(stack.apiServer.kubeconfigText());
    keyboard.tabTo(project.button("Add cluster")).space();

    var cluster = new ClusterPage(page);
    assertThat(cluster.title()).hasText("without-a-mouse");
    share(cluster, keyboard);
    bindAndRemove(cluster, keyboard);

    keyboard.tabTo(cluster.revokeButtons().first()).space();
    assertThat(cluster.status()).hasText("The share is revoked.");
    removeCluster(cluster, keyboard);
    assertThat(project.title()).hasText("By keyboard");
    assertThat(project.status().first()).hasText("The cluster was removed.");
  }

  private static void share(ClusterPage cluster, Keyboard keyboard) {
    keyboard.tabTo(cluster.button("Share cluster")).enter();

    assertThat(cluster.dialog()).isVisible();
    assertThat(cluster.copyButton()).isFocused();
    keyboard.enter();
    assertThat(cluster.copyButton()).hasText("Copied");
    assertThat(cluster.clipboard()).contains("/share/");
    keyboard.tabTo(cluster.button("Close")).enter();
    assertThat(cluster.dialog()).isHidden();
  }

  private static void bindAndRemove(ClusterPage cluster, Keyboard keyboard) {
    keyboard.tabTo(cluster.newEmail()).type("keys@example.com");
    keyboard.tabTo(cluster.newRole()).type("view");
    keyboard.tabTo(cluster.button("Add")).enter();

    assertThat(cluster.status()).hasText("Added to the role.");
    assertThat(cluster.tableRow("keys@example.com")).containsText("view");

    keyboard.tabTo(cluster.button("Remove", "keys@example.com, view")).space();

    assertThat(cluster.status()).hasText("Removed from the role.");
    assertThat(cluster.tableRow("keys@example.com")).hasCount(0);
  }

  private static void removeCluster(ClusterPage cluster, Keyboard keyboard) {
    keyboard.tabTo(cluster.link("Settings")).enter();

    var settings = new ClusterSettingsPage(cluster.browserPage());
    assertThat(settings.title()).hasText("Cluster settings");
    keyboard.tabTo(settings.confirmation("without-a-mouse")).type("without-a-mouse");
    keyboard.tabTo(settings.button("Remove cluster")).enter();
  }

  @Test
  void theSkipLinkLeadsPastTheHeader() {
    var projects =
        new ConsoleWindow(BROWSER.open(Look.DESKTOP), stack.product.base(), HANNAH).projects();
    var keyboard = new Keyboard(projects.browserPage());

    keyboard.tabTo(projects.link("Skip to the content")).enter();

    assertThat(projects.content()).isFocused();
    keyboard.tab();
    var inside = projects.content().locator(":focus");
    assertThat(inside).hasCount(1);
    assertThat(
            Keyboard.hasFocus(
                projects.content().locator("a, input:not([type=hidden]), button").first()))
        .isTrue();
  }
}
