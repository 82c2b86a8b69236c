package org.clustershare.story.bindings;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.user;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Browser;
import org.clustershare.testbed.Browser.Look;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bindings of every kind, and a person's access, in the console. */
class BindingsBrowserIT {
  @RegisterExtension static final Browser BROWSER = new Browser();

  private final Stack stack = Stack.shared();
  private final Added added = stack.cluster();

  private Page open(Look look, String address) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                stack
                    .api(ALICE)
                    .get(added.path() + "/rolenames")
                    .body()
                    .contains("namespace-viewer"));
    var page = BROWSER.open(look);
    page.navigate(stack.product.base() + address);
    Browser.signIn(page, ALICE);
    return page;
  }

  private String bindings() {
    return "/console/bindings/%s/%s".formatted(added.project(), added.cluster());
  }

  @Test
  void aServiceAccountIsBoundInANamespaceAndRemovedByKeyboard() {
    var page = open(Look.DESKTOP, bindings());
    page.getByLabel("Where").selectOption("default");
    page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true))
        .selectOption("namespace-viewer");
    page.getByLabel("Kind").selectOption("ServiceAccount");
    page.getByLabel("Email or name").fill("browser-robot");
    page.getByLabel("Namespace (of a service account)").fill("kube-system");
    page.keyboard().press("Enter");

    var row = page.locator("tr", new Page.LocatorOptions().setHasText("kube-system/browser-robot"));
    assertThat(row).containsText("namespace-viewer");
    assertThat(row).containsText("default");
    assertThat(row).containsText("service account");
    assertThat(page.getByRole(AriaRole.STATUS)).hasText("Added to the role.");
    Browser.picture(page, "bindings");

    row.getByRole(AriaRole.BUTTON).focus();
    page.keyboard().press("Enter");
    assertThat(page.getByText("kube-system/browser-robot")).isHidden();
    assertThat(page.getByRole(AriaRole.STATUS)).hasText("Removed from the role.");
  }

  @Test
  void noRoleIsPreselectedAndMissingFieldsAreReported() {
    var page = open(Look.DESKTOP, bindings());
    assertThat(page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true))).hasValue("");
    page.getByLabel("Email or name").fill("nobody@example.com");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add")).click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Choose a role in the list");

    page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).selectOption("view");
    page.getByLabel("Email or name").fill(" ");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add")).click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Enter the email of a person");
    Browser.picture(page, "bindings-nobody");
  }

  @Test
  void aRoleOfAnotherScopeIsReportedAndTheInputStays() {
    var page = open(Look.DARK, bindings());
    page.getByLabel("Where").selectOption("default");
    page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).selectOption("view");
    page.getByLabel("Kind").selectOption("Group");
    page.getByLabel("Email or name").fill("browser-group");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add")).click();

    assertThat(page.getByRole(AriaRole.ALERT)).containsText("This role is for the whole cluster");
    assertThat(page.getByLabel("Email or name")).hasValue("browser-group");
    Browser.picture(page, "bindings-problem-dark");
  }

  @Test
  void aForgedChoiceIsReportedOnceInTheReadersLanguage() {
    var page = open(Look.PHONE, bindings());
    page.locator("[id='bind:kind']").evaluate("kind => kind.options[0].value = 'Robot'");
    page.locator("[id='bind:add']").click();

    assertThat(page.getByRole(AriaRole.ALERT))
        .hasText(
            "Diese Wahl gibt es nicht. Es wurde nichts geändert. Wählen Sie etwas aus der Liste.");
  }

  @Test
  void removeTakesTheNamedSubjectAfterOtherChanges() {
    var api = stack.api(ALICE);
    var path = added.path() + "/clusterroles/view/clusterbindings";
    api.post(path, user("aaa@example.com"));
    api.post(path, user("bbb@example.com"));
    api.post(path, user("ccc@example.com"));
    var page = open(Look.DESKTOP, bindings());
    api.delete(path, user("aaa@example.com"));

    page.locator("tr", new Page.LocatorOptions().setHasText("bbb@example.com"))
        .getByRole(AriaRole.BUTTON)
        .click();

    assertThat(page.getByText("bbb@example.com")).isHidden();
    assertThat(page.getByText("ccc@example.com")).isVisible();
    api.delete(path, user("ccc@example.com"));
  }

  @Test
  void onAPhoneInGermanNothingIsCutOff() {
    stack
        .api(ALICE)
        .post(added.path() + "/clusterroles/view/clusterbindings", user("lookup@example.com"));
    var page =
        open(Look.PHONE, "/console/access/" + added.project() + "?subject=lookup%40example.com");
    assertThat(page.getByRole(AriaRole.HEADING).first())
        .hasText("Zugriff einer Person nachschlagen");
    assertThat(page.locator("td", new Page.LocatorOptions().setHasText("direkt")).first())
        .isVisible();
    fits(page);
    Browser.picture(page, "phone-access");

    page.navigate(stack.product.base() + bindings());
    assertThat(page.getByLabel("Wo", new Page.GetByLabelOptions().setExact(true))).isVisible();
    fits(page);
    Browser.picture(page, "phone-bindings");
  }

  private static void fits(Page page) {
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
  }
}
