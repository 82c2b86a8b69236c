package org.clustershare.story.bindings;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.user;

import com.microsoft.playwright.Page;
import java.time.Duration;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.story.page.BindingsPage;
import org.clustershare.story.page.ConsoleWindow;
import org.clustershare.testbed.Browser;
import org.clustershare.testbed.Browser.Look;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bindings of every kind, and a person's access, in the console. */
@StoryTest
class BindingsBrowserIT {
  @RegisterExtension static final Browser BROWSER = new Browser();

  private final Stack stack;
  private final Added added;

  BindingsBrowserIT(Stack stack) {
    this.stack = stack;
    this.added = stack.cluster();
  }

  private ConsoleWindow console(Look look) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                stack
                    .api(ALICE)
                    .get(added.path() + "/rolenames")
                    .body()
                    .contains("namespace-viewer"));
    return new ConsoleWindow(BROWSER.open(look), stack.product.base(), ALICE);
  }

  private BindingsPage bindingsPage(Look look) {
    return console(look).bindings(added.project(), added.cluster());
  }

  @Test
  void aServiceAccountIsBoundInANamespaceAndRemovedByKeyboard() {
    var bindings = bindingsPage(Look.DESKTOP);
    bindings.choose("default", "namespace-viewer").subject("ServiceAccount", "browser-robot");
    bindings.accountNamespace().fill("kube-system");
    bindings.key("Enter");

    var row = bindings.tableRow("kube-system/browser-robot");
    assertThat(row).containsText("namespace-viewer");
    assertThat(row).containsText("default");
    assertThat(row).containsText("service account");
    assertThat(bindings.status()).hasText("Added to the role.");
    bindings.picture("bindings");

    bindings.removeButton("kube-system/browser-robot").focus();
    bindings.key("Enter");
    assertThat(bindings.text("kube-system/browser-robot")).isHidden();
    assertThat(bindings.status()).hasText("Removed from the role.");
  }

  @Test
  void noRoleIsPreselectedAndMissingFieldsAreReported() {
    var bindings = bindingsPage(Look.DESKTOP);
    assertThat(bindings.role()).hasValue("");
    bindings.name().fill("missing-role@example.com");
    bindings.add();
    assertThat(bindings.alert()).containsText("Choose a role in the list");

    bindings.role().selectOption("view");
    bindings.name().fill(" ");
    bindings.add();
    assertThat(bindings.alert()).containsText("Enter the email of a person");
    bindings.picture("bindings-nobody");
  }

  @Test
  void aRoleOfAnotherScopeIsReportedAndTheInputStays() {
    var bindings = bindingsPage(Look.DARK);

    bindings.choose("default", "view").subject("Group", "browser-group").add();

    assertThat(bindings.alert()).containsText("This role is for the whole cluster");
    assertThat(bindings.name()).hasValue("browser-group");
    bindings.picture("bindings-problem-dark");
  }

  @Test
  void aForgedChoiceIsReportedOnceInTheReadersLanguage() {
    var bindings = bindingsPage(Look.PHONE);
    bindings.forgeKind("Robot");

    bindings.add();

    assertThat(bindings.alert())
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
    var bindings = bindingsPage(Look.DESKTOP);
    api.delete(path, user("aaa@example.com"));

    bindings.removeButton("bbb@example.com").click();

    assertThat(bindings.text("bbb@example.com")).isHidden();
    assertThat(bindings.text("ccc@example.com")).isVisible();
    api.delete(path, user("ccc@example.com"));
  }

  @Test
  void onAPhoneInGermanNothingIsCutOff() {
    stack
        .api(ALICE)
        .post(added.path() + "/clusterroles/view/clusterbindings", user("lookup@example.com"));
    var console = console(Look.PHONE);

    var access = console.access(added.project(), "lookup@example.com");

    assertThat(access.title()).hasText("Zugriff einer Person nachschlagen");
    assertThat(
            access
                .browserPage()
                .locator("td", new Page.LocatorOptions().setHasText("direkt"))
                .first())
        .isVisible();
    assertThat(access.fitsWidth()).isTrue();
    access.picture("phone-access");

    var bindings = console.bindings(added.project(), added.cluster());
    assertThat(bindings.field("Where")).isVisible();
    assertThat(bindings.exactText("Wo").first()).isVisible();
    assertThat(bindings.fitsWidth()).isTrue();
    bindings.picture("phone-bindings");
  }
}
