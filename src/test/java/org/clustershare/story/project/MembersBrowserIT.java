package org.clustershare.story.project;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.Stack.ADMIN;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.Stack.CAROL;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.page.ConsoleWindow;
import org.clustershare.story.page.MembersPage;
import org.clustershare.testbed.Browser;
import org.clustershare.testbed.Browser.Look;
import org.clustershare.testbed.cluster.Kubectl;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Members of a project in a real Chromium, by what people see. */
@StoryTest
class MembersBrowserIT {
  @RegisterExtension static final Browser BROWSER = new Browser();

  private final Stack stack;
  private final String project;

  MembersBrowserIT(Stack stack) {
    this.stack = stack;
    this.project = stack.api(ALICE).createProject("Platform");
  }

  private ConsoleWindow console(Look look, String email) {
    return new ConsoleWindow(BROWSER.open(look), stack.product.base(), email);
  }

  private MembersPage membersPage(Look look, String email) {
    return console(look, email).members(project);
  }

  @Test
  void aliceAddsChangesAndRemovesMembers() {
    var console = console(Look.DESKTOP, ALICE);
    var members = console.project(project).members();

    assertThat(members.newRole()).hasValue("viewers");
    members.invite("dora@example.com").as("editors");
    assertThat(members.row("dora@example.com")).containsText("not signed in yet");
    assertThat(members.status()).hasText("The member was added.");
    members.invite("oidc:platform-team").submit();
    assertThat(members.row("platform-team")).containsText("group");
    members.picture("members");

    members.changeRole("dora@example.com", "viewers");
    assertThat(members.roleOf("dora@example.com")).hasValue("viewers");
    assertThat(members.status()).hasText("The role was changed.");
    members.reload();
    assertThat(members.status()).hasCount(0);
    assertThat(members.roleOf("dora@example.com")).hasValue("viewers");

    members.remove("dora@example.com");
    assertThat(members.row("dora@example.com")).isHidden();
    assertThat(members.status()).hasText("The member was removed.");
    assertThat(members.row("platform-team")).isVisible();
    assertThat(console.complaints()).isEmpty();
  }

  @Test
  void remainingAccessOfARemovedClusterOwnerIsShownAndEnds() {
    var added = stack.addCluster();
    var lea = "lea-%s@example.com".formatted(RandomIds.id());
    stack.addMember(added.project(), lea, "editors");
    var owner = stack.api(ALICE).call("PATCH", added.path(), "{\"owner\": \"%s\"}".formatted(lea));
    assertThat(owner.status()).as(owner.body()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(60)).until(() -> secrets(lea).exitCode() == 0);
    var members = console(Look.DESKTOP, ALICE).members(added.project());

    members.remove(lea);

    assertThat(members.status()).hasText("The member was removed.");
    var remaining = members.remainingAccess();
    assertThat(remaining).containsText("Remaining access: " + lea);
    assertThat(remaining.locator("tr", new Locator.LocatorOptions().setHasText("directly")))
        .containsText("admin");
    assertThat(remaining).containsText("Owned clusters");
    assertThat(remaining).containsText("until the provider ends its tokens");
    assertThat(members.field("Give the owned clusters to")).hasValue(ALICE);
    assertThat(secrets(lea).exitCode()).isZero();
    members.picture("members-left");

    members.endAllAccess();

    assertThat(members.endedAccess()).containsText("Access has ended");
    assertThat(members.endedAccess()).containsText("removed from admin");
    assertThat(members.endedAccess()).containsText("has a new owner");
    assertThat(remaining.getByText("directly")).hasCount(0);
    assertThat(members.button("End all access")).hasCount(0);
    assertThat(secrets(lea).text()).contains("Forbidden");
    // The reconciler does not bind the former owner again.
    assertThat(stack.api(ALICE).post(added.path() + "/reconcile", "").status()).isEqualTo(200);
    assertThat(secrets(lea).text()).contains("Forbidden");
    assertThat(stack.api(ALICE).get(added.path()).object().getString("owner")).isEqualTo(ALICE);
  }

  private Kubectl.Output secrets(String email) {
    return stack.kubectl.run(stack.apiServer.kubeconfig(), "get", "secrets", "--as=" + email);
  }

  @Test
  void anAdminFindsTheChangedAccounts() {
    var projects = console(Look.DESKTOP, ADMIN).projects();

    projects.follow("Changed accounts");

    assertThat(projects.title()).hasText("Changed accounts");
    assertThat(projects.content()).containsText("No change is waiting for a decision.");
  }

  @Test
  void aMistakeIsReportedAndTheInputStays() {
    var members = membersPage(Look.DARK, ALICE);

    members.invite("not an email").submit();

    assertThat(members.alert()).containsText("This is not a member's name");
    assertThat(members.status()).hasCount(0);
    assertThat(members.newMember()).hasValue("not an email");
    assertThat(members.newMember()).hasAttribute("aria-invalid", "true");
    assertThat(members.newMemberError()).containsText("bob@example.com");
    members.picture("members-mistake-dark");

    members.remove(ALICE);
    assertThat(members.alert()).containsText("A project needs an owner");
    assertThat(members.row(ALICE)).isVisible();
  }

  @Test
  void anOutdatedPageChangesNothingAndShowsTheMembersOfNow() {
    stack.addMember(project, "aaron@example.com", "viewers");
    stack.addMember(project, "zoe@example.com", "viewers");
    var members = membersPage(Look.DESKTOP, ALICE);
    assertThat(members.row("zoe@example.com")).isVisible();
    stack.addMember(project, CAROL, "viewers");

    members.remove("zoe@example.com");

    assertThat(members.alert()).containsText("Changed by someone else in the meantime");
    assertThat(members.row(CAROL)).isVisible();
    assertThat(members.row("zoe@example.com")).isVisible();
    members.remove("zoe@example.com");
    assertThat(members.row("zoe@example.com")).isHidden();
    assertThat(members.row("aaron@example.com")).isVisible();
  }

  @Test
  void aProjectIsRenamedAndDeletedOnlyWhenItsNameIsTyped() {
    var members = membersPage(Look.DESKTOP, ALICE);
    members.rename("Other name");
    assertThat(members.crumbs()).containsText("Other name");

    members.deleteConfirming("Platform");
    assertThat(members.alert()).containsText("The project was not deleted");
    assertThat(members.confirmation()).hasValue("Platform");

    members.confirmation().fill("Other name");
    members.confirmation().press("Enter");
    assertThat(members.browserPage()).hasURL(stack.product.base() + "/console/projects");
    assertThat(stack.api(ALICE).get("/api/v1/projects/" + project).status()).isEqualTo(404);
  }

  @Test
  void aViewerSeesTheMembersAndNothingToPress() {
    stack.addMember(project, BOB, "viewers");

    var members = membersPage(Look.DESKTOP, BOB);

    assertThat(members.row(BOB)).containsText("you");
    assertThat(members.row(BOB)).containsText("Viewer");
    assertThat(members.content().getByRole(AriaRole.BUTTON)).hasCount(0);
    members.picture("members-viewer");
  }

  @Test
  void aMemberWhoLeavesComesToTheirProjects() {
    stack.addMember(project, BOB, "owners");
    var members = membersPage(Look.DESKTOP, BOB);

    members.remove(BOB);

    assertThat(members.browserPage()).hasURL(stack.product.base() + "/console/projects");
    assertThat(stack.api(BOB).get("/api/v1/projects/" + project).status()).isEqualTo(404);
  }

  @Test
  void anAdminFindsEveryProject() {
    var members = console(Look.DESKTOP, ADMIN).projects().openProject(project).members();

    assertThat(members.row(ALICE)).isVisible();
    assertThat(members.button("Add member")).isVisible();
  }

  @Test
  void onAPhoneInGermanNothingIsCutOff() {
    stack.addMember(project, "a.very.long.name.of.somebody@subdomain.of.example.com", "editors");
    stack.addMember(project, "oidc:platform-team", "viewers");

    var members = membersPage(Look.PHONE, ALICE);

    assertThat(members.text("Mitglieder und Einstellungen").first()).isVisible();
    assertThat(members.fitsWidth()).isTrue();
    members.picture("members-phone");
  }

  @Test
  void aMemberIsAddedByKeyboardAlone() {
    var members = membersPage(Look.DESKTOP, ALICE);
    members.newMember().focus();
    members.browserPage().keyboard().type("keys@example.com");
    members.key("Tab");
    members.key("Home");
    members.key("Tab");
    members.key("Enter");

    assertThat(members.row("keys@example.com")).isVisible();
    assertThat(members.roleOf("keys@example.com")).hasValue("owners");
  }
}
