package org.clustershare.story.trust;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Browser;
import org.clustershare.testbed.Browser.Look;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The trust page in Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrustBrowserIT {
  @RegisterExtension static final Browser BROWSER = new Browser();

  private final Stack stack = Stack.shared();

  private Page page(Look look) {
    return BROWSER.open(look);
  }

  private String console(String page, Stack.Added cluster) {
    return "%s/console/%s/%s/%s"
        .formatted(stack.product.base(), page, cluster.project(), cluster.cluster());
  }

  private static com.microsoft.playwright.Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name)).first();
  }

  @Test
  void aliceChecksWithAFreshTokenAndCopiesTheSetUp() {
    var cluster = stack.addCluster();
    var page = page(Look.DESKTOP);
    var complaints = new ArrayList<String>();
    page.onConsoleMessage(
        message -> {
          if (message.location().startsWith(stack.product.base())) {
            complaints.add(message.text());
          }
        });
    page.navigate(console("cluster", cluster));
    Browser.signIn(page, ALICE);
    assertThat(page.getByText("has not been checked yet")).isVisible();
    page.getByText("Trust and set-up").first().click();
    assertThat(page.getByText("has not been checked yet")).isVisible();
    Browser.picture(page, "trust-unchecked");

    button(page, "Check now").click();
    assertThat(page.locator("[name=login]")).isVisible();
    // Meanwhile somebody makes the browser open an answer that it did not ask for.
    try (var another = page.context().newPage()) {
      another.navigate(stack.product.base() + "/callback?state=trust-forged&code=stolen");
      assertThat(another.getByText("This check cannot be completed")).isVisible();
    }
    Browser.signIn(page, ALICE);

    assertThat(page.getByText("Trusted", new Page.GetByTextOptions().setExact(true))).isVisible();
    assertThat(page.locator("dd", new Page.LocatorOptions().setHasText(ALICE)).first()).isVisible();
    assertThat(page.getByText("platform-team")).isVisible();
    org.assertj.core.api.Assertions.assertThat(page.url()).isEqualTo(console("trust", cluster));
    page.locator("summary", new Page.LocatorOptions().setHasText("Flags of kube-apiserver"))
        .focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#text-flags")).containsText("--oidc-client-id=cluster-share");
    page.locator("[data-copy=text-flags]").click();
    org.assertj.core.api.Assertions.assertThat(
            String.valueOf(page.evaluate("navigator.clipboard.readText()")))
        .contains("--oidc-issuer-url=" + stack.issuer.url());
    Browser.picture(page, "trust");
    page.navigate(console("cluster", cluster));
    assertThat(page.getByText("Trusted", new Page.GetByTextOptions().setExact(true))).isVisible();
    org.assertj.core.api.Assertions.assertThat(complaints).isEmpty();
  }

  @Test
  void copiedIsSaidOnlyOfWhatWasCopied() {
    var page = page(Look.DESKTOP);
    page.navigate(console("trust", stack.cluster()));
    Browser.signIn(page, ALICE);
    page.locator("summary", new Page.LocatorOptions().setHasText("Flags of kube-apiserver"))
        .click();
    // As over plain http, where a browser has no clipboard.
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})");
    var copy = page.locator("[data-copy=text-flags]");
    var text = page.locator("#text-flags").textContent();

    copy.click();
    assertThat(copy).hasText("Copied");
    assertThat(copy).hasText("Copy");

    page.evaluate("document.execCommand = () => false");
    page.evaluate("getSelection().removeAllRanges()");
    copy.click();
    assertThat(copy).hasText("Text selected: copy it with your keyboard");
    org.assertj.core.api.Assertions.assertThat(
            String.valueOf(page.evaluate("getSelection().toString()")).strip())
        .isEqualTo(text.strip());
  }

  @Test
  void nothingIsSentWhenSomebodyElseSignsInAtTheProvider() {
    var cluster = stack.addCluster();
    var page = page(Look.DARK);
    page.navigate(console("trust", cluster));
    Browser.signIn(page, ALICE);
    button(page, "Check now").click();
    Browser.signIn(page, BOB);

    assertThat(page.getByText("Someone else signed in at the provider")).isVisible();
    page.navigate(console("trust", cluster));
    assertThat(page.getByText("has not been checked yet")).isVisible();
    Browser.picture(page, "trust-dark");
  }

  @Test
  void anAnswerThatNobodyAskedForEndsInAPage() {
    var page = page(Look.DESKTOP);
    page.navigate(stack.product.base() + "/console/projects");
    Browser.signIn(page, ALICE);

    page.navigate(stack.product.base() + "/callback?state=trust-forged&code=stolen");

    assertThat(page.getByText("This check cannot be completed")).isVisible();
  }

  @Test
  void onAPhoneInGermanNothingIsCutOff() {
    var cluster = stack.addCluster();
    var page = page(Look.PHONE);
    page.navigate(console("trust", cluster));
    Browser.signIn(page, ALICE);
    assertThat(button(page, "Jetzt prüfen")).isVisible();
    for (var summary : page.locator("summary").all()) {
      summary.click();
    }

    org.assertj.core.api.Assertions.assertThat(
            page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
    Browser.picture(page, "trust-phone");
  }
}
