package org.clustershare.story.project;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ADMIN;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.Stack.CAROL;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.ArrayList;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Browser;
import org.clustershare.testbed.Browser.Look;
import org.clustershare.testbed.Kubectl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Members of a project in a real Chromium, by what people see. */
class MembersBrowserIT {
  private static final String ALERT = "[role=alert]";
  private static final String STATUS = "[role=status]";

  @RegisterExtension static final Browser BROWSER = new Browser();

  private final Stack stack = Stack.shared();
  private final String project = stack.api(ALICE).createProject("Platform");

  private Page open(Look look, String email, String address) {
    var page = BROWSER.open(look);
    page.navigate(stack.product.base() + address);
    Browser.signIn(page, email);
    return page;
  }

  private Page members(Look look, String email) {
    return open(look, email, "/console/members/" + project);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator label(Page page, String text) {
    return page.getByLabel(text, new Page.GetByLabelOptions().setExact(true));
  }

  private static Locator row(Page page, String email) {
    return page.locator(".people li", new Page.LocatorOptions().setHasText(email));
  }

  @Test
  void aliceAddsChangesAndRemovesMembers() {
    var page = BROWSER.open(Look.DESKTOP);
    var complaints = new ArrayList<String>();
    page.onConsoleMessage(
        message -> {
          if (message.location().startsWith(stack.product.base())) {
            complaints.add(message.text());
          }
        });
    page.navigate(stack.product.base() + "/console/project/" + project);
    Browser.signIn(page, ALICE);
    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Members and settings")).click();

    assertThat(label(page, "Role")).hasValue("viewers");
    page.getByLabel("Email or group").fill("dora@example.com");
    label(page, "Role").selectOption("editors");
    button(page, "Add member").click();
    assertThat(row(page, "dora@example.com")).containsText("not signed in yet");
    assertThat(page.locator(STATUS)).hasText("The member was added.");
    page.getByLabel("Email or group").fill("oidc:platform-team");
    button(page, "Add member").click();
    assertThat(row(page, "platform-team")).containsText("group");
    Browser.picture(page, "members");

    label(page, "Role: dora@example.com").selectOption("viewers");
    button(page, "Change role: dora@example.com").click();
    assertThat(label(page, "Role: dora@example.com")).hasValue("viewers");
    assertThat(page.locator(STATUS)).hasText("The role was changed.");
    page.reload();
    assertThat(page.locator(STATUS)).hasCount(0);
    assertThat(label(page, "Role: dora@example.com")).hasValue("viewers");

    button(page, "Remove: dora@example.com").click();
    assertThat(row(page, "dora@example.com")).isHidden();
    assertThat(page.locator(STATUS)).hasText("The member was removed.");
    assertThat(row(page, "platform-team")).isVisible();
    assertThat(complaints).as("what the browser complained of").isEmpty();
  }

  @Test
  void whatARemovedOwnerOfAClusterHasIsShownAndEnds() {
    var added = stack.addCluster();
    var lea = "lea-%s@example.com".formatted(RandomIds.id());
    stack.addMember(added.project(), lea, "editors");
    var owner = stack.api(ALICE).call("PATCH", added.path(), "{\"owner\": \"%s\"}".formatted(lea));
    assertThat(owner.status()).as(owner.body()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(60)).until(() -> secrets(lea).exitCode() == 0);
    var page = open(Look.DESKTOP, ALICE, "/console/members/" + added.project());

    button(page, "Remove: " + lea).click();

    assertThat(page.locator(STATUS)).hasText("The member was removed.");
    var left = page.locator("#left");
    assertThat(left).containsText("Remaining access: " + lea);
    assertThat(left.locator("tr", new Locator.LocatorOptions().setHasText("directly")))
        .containsText("admin");
    assertThat(left).containsText("Owned clusters");
    assertThat(left).containsText("until the provider ends its tokens");
    assertThat(page.getByLabel("Give the owned clusters to")).hasValue(ALICE);
    assertThat(secrets(lea).exitCode()).isZero();
    Browser.picture(page, "members-left");

    button(page, "End all access").click();

    assertThat(page.locator("#ended")).containsText("Access has ended");
    assertThat(page.locator("#ended")).containsText("removed from admin");
    assertThat(page.locator("#ended")).containsText("has a new owner");
    assertThat(left.getByText("directly")).hasCount(0);
    assertThat(button(page, "End all access")).hasCount(0);
    assertThat(secrets(lea).text()).contains("Forbidden");
    // Nor does a later look bind them again.
    assertThat(stack.api(ALICE).post(added.path() + "/reconcile", "").status()).isEqualTo(200);
    assertThat(secrets(lea).text()).contains("Forbidden");
    assertThat(stack.api(ALICE).get(added.path()).object().getString("owner")).isEqualTo(ALICE);
  }

  private Kubectl.Output secrets(String email) {
    return stack.kubectl.run(stack.apiServer.kubeconfig(), "get", "secrets", "--as=" + email);
  }

  @Test
  void anAdminDecidesAboutAChangedAccountOnlyAsAnAdmin() {
    var admin = open(Look.DESKTOP, ADMIN, "/console/projects");
    admin.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Changed accounts")).click();
    assertThat(admin.locator("h1")).hasText("Changed accounts");
    assertThat(admin.locator("main")).containsText("No change is waiting for a decision.");
  }

  @Test
  void aMistakeIsToldAndWhatWasTypedStays() {
    var page = members(Look.DARK, ALICE);
    page.getByLabel("Email or group").fill("not an email");
    button(page, "Add member").click();

    assertThat(page.locator(ALERT)).containsText("This is not a member's name");
    assertThat(page.locator(STATUS)).hasCount(0);
    assertThat(page.getByLabel("Email or group")).hasValue("not an email");
    assertThat(page.getByLabel("Email or group")).hasAttribute("aria-invalid", "true");
    assertThat(page.locator("[id='add-member:email-error']")).containsText("bob@example.com");
    Browser.picture(page, "members-mistake-dark");

    button(page, "Remove: " + ALICE).click();
    assertThat(page.locator(ALERT)).containsText("A project needs an owner");
    assertThat(row(page, ALICE)).isVisible();
  }

  @Test
  void aPageThatIsOldChangesNothingAndShowsWhatIsNow() {
    stack.addMember(project, "aaron@example.com", "viewers");
    stack.addMember(project, "zoe@example.com", "viewers");
    var page = members(Look.DESKTOP, ALICE);
    assertThat(row(page, "zoe@example.com")).isVisible();
    stack.addMember(project, CAROL, "viewers");

    button(page, "Remove: zoe@example.com").click();

    assertThat(page.locator(ALERT)).containsText("Changed by someone else in the meantime");
    assertThat(row(page, CAROL)).isVisible();
    assertThat(row(page, "zoe@example.com")).isVisible();
    button(page, "Remove: zoe@example.com").click();
    assertThat(row(page, "zoe@example.com")).isHidden();
    assertThat(row(page, "aaron@example.com")).isVisible();
  }

  @Test
  void aProjectIsRenamedAndDeletedOnlyWhenItsNameIsTyped() {
    var page = members(Look.DESKTOP, ALICE);
    label(page, "Name").fill("Other name");
    button(page, "Rename").click();
    assertThat(page.locator(".crumbs")).containsText("Other name");

    page.getByLabel("Type the project's name to confirm").fill("Platform");
    button(page, "Delete project").click();
    assertThat(page.locator(ALERT)).containsText("The project was not deleted");
    assertThat(page.getByLabel("Type the project's name to confirm")).hasValue("Platform");

    page.getByLabel("Type the project's name to confirm").fill("Other name");
    page.getByLabel("Type the project's name to confirm").press("Enter");
    page.waitForURL("**/console/projects");
    assertThat(stack.api(ALICE).get("/api/v1/projects/" + project).status()).isEqualTo(404);
  }

  @Test
  void aViewerSeesWhoIsThereAndNothingToPress() {
    stack.addMember(project, BOB, "viewers");
    var page = members(Look.DESKTOP, BOB);

    assertThat(row(page, BOB)).containsText("you");
    assertThat(row(page, BOB)).containsText("Viewer");
    assertThat(page.locator("main").getByRole(AriaRole.BUTTON)).hasCount(0);
    Browser.picture(page, "members-viewer");
  }

  @Test
  void whoeverLeavesIsBackAtTheirProjects() {
    stack.addMember(project, BOB, "owners");
    var page = members(Look.DESKTOP, BOB);

    button(page, "Remove: " + BOB).click();

    page.waitForURL("**/console/projects");
    assertThat(stack.api(BOB).get("/api/v1/projects/" + project).status()).isEqualTo(404);
  }

  @Test
  void anAdminFindsEveryProject() {
    var page = open(Look.DESKTOP, ADMIN, "/console/projects");

    page.locator("a[href$='/console/project/" + project + "']").click();

    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Members and settings")).click();
    assertThat(row(page, ALICE)).isVisible();
    assertThat(button(page, "Add member")).isVisible();
  }

  @Test
  void onAPhoneInGermanNothingIsCutOff() {
    stack.addMember(project, "a.very.long.name.of.somebody@subdomain.of.example.com", "editors");
    stack.addMember(project, "oidc:platform-team", "viewers");
    var page = members(Look.PHONE, ALICE);

    assertThat(page.getByText("Mitglieder und Einstellungen").first()).isVisible();
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
    Browser.picture(page, "members-phone");
  }

  @Test
  void aMemberIsAddedByKeyboardAlone() {
    var page = members(Look.DESKTOP, ALICE);
    page.getByLabel("Email or group").focus();
    page.keyboard().type("keys@example.com");
    page.keyboard().press("Tab");
    page.keyboard().press("Home");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");

    assertThat(row(page, "keys@example.com")).isVisible();
    assertThat(label(page, "Role: keys@example.com")).hasValue("owners");
  }
}
