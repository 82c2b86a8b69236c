package org.clustershare.story.signin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;

import java.util.ArrayList;
import java.util.List;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.page.ConsoleWindow;
import org.clustershare.story.page.ProductPage;
import org.clustershare.story.page.ProjectsPage;
import org.clustershare.story.page.SignInPage;
import org.clustershare.testbed.Browser;
import org.clustershare.testbed.Browser.Look;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several tabs, the back button, and a session that ends while a person types. */
@StoryTest
class SessionEndBrowserIT {
  @RegisterExtension static final Browser BROWSER = new Browser();

  private final Stack stack;

  SessionEndBrowserIT(Stack stack) {
    this.stack = stack;
  }

  private ConsoleWindow console() {
    return new ConsoleWindow(BROWSER.open(Look.DESKTOP), stack.product.base(), ALICE);
  }

  private ProjectsPage anotherTab(ProductPage page) {
    var tab = page.browserPage().context().newPage();
    tab.navigate(stack.product.base() + "/console/projects");
    return new ProjectsPage(tab);
  }

  @Test
  void whatWasTypedBeforeTheSessionEndedIsSentAfterTheNextSignIn() {
    var projects = console().projects();
    anotherTab(projects).signOut();

    var ended = projects.create("Typed before the end");

    assertThat(ended.title()).hasText("Your session ended before you sent this");
    ended.picture("session-ended");
    var tab = ended.browserPage().waitForPopup(() -> ended.follow("Start again in a new tab"));
    new SignInPage(tab).as(ALICE);
    assertThat(new ProductPage(tab).title()).hasText("Projects");
    ended.press("Send again");
    assertThat(ended.title()).hasText("Typed before the end");
  }

  @Test
  void theBackButtonLeadsToAFormThatStillWorks() {
    var console = console();
    var projects = console.projects();
    assertThat(projects.create("Before going back").title()).hasText("Before going back");

    projects.browserPage().goBack();
    assertThat(projects.title()).hasText("Projects");

    assertThat(projects.create("After going back").title()).hasText("After going back");
    assertThat(console.complaints()).isEmpty();
  }

  @Test
  void formsOfTwoTabsWorkAlsoAfterASignInInOneOfThem() {
    var first = console().projects();
    anotherTab(first).signOut();
    var second = anotherTab(first);
    new SignInPage(second.browserPage()).as(ALICE);
    assertThat(second.title()).hasText("Projects");

    assertThat(first.create("From the first tab").title()).hasText("From the first tab");
    assertThat(second.create("From the second tab").title()).hasText("From the second tab");
  }

  @Test
  void theServerSetsNoCookieButItsOwn() {
    var projects = console().projects();
    projects.create("Cookies");

    var names = new ArrayList<String>();
    projects
        .browserPage()
        .context()
        .cookies(List.of(stack.product.base()))
        .forEach(cookie -> names.add(cookie.name));
    assertThat(names).contains("session").isSubsetOf("session", "sign_in", "message");
  }
}
