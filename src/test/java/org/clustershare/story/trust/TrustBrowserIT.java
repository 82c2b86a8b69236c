package org.clustershare.story.trust;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import java.util.regex.Pattern;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.story.page.ConsoleWindow;
import org.clustershare.story.page.ProductPage;
import org.clustershare.story.page.TrustPage;
import org.clustershare.testbed.Browser;
import org.clustershare.testbed.Browser.Look;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The trust page in Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@StoryTest
class TrustBrowserIT {
  private static final String FORGED = "/callback?state=trust-forged&code=stolen";

  @RegisterExtension static final Browser BROWSER = new Browser();

  private final Stack stack;

  TrustBrowserIT(Stack stack) {
    this.stack = stack;
  }

  private ConsoleWindow console(Look look) {
    return new ConsoleWindow(BROWSER.open(look), stack.product.base(), ALICE);
  }

  private static TrustPage trustPage(ConsoleWindow console, Added cluster) {
    return console.trust(cluster.project(), cluster.cluster());
  }

  @Test
  void aliceChecksWithAFreshTokenAndCopiesTheSetUp() {
    var added = stack.addCluster();
    var console = console(Look.DESKTOP);
    var cluster = console.cluster(added.project(), added.cluster());
    assertThat(cluster.text("has not been checked yet")).isVisible();
    var trust = cluster.trust();
    assertThat(trust.text("has not been checked yet")).isVisible();
    var address = trust.browserPage().url();
    trust.picture("trust-unchecked");

    var signIn = trust.check();
    assertThat(signIn.email()).isVisible();
    // Meanwhile an attacker makes the browser open an answer that it did not request.
    try (var another = trust.browserPage().context().newPage()) {
      another.navigate(stack.product.base() + FORGED);
      assertThat(another.getByText("This check cannot be completed")).isVisible();
    }
    signIn.as(ALICE);

    assertThat(trust.exactText("Trusted")).isVisible();
    assertThat(trust.fact(ALICE)).isVisible();
    assertThat(trust.text("platform-team")).isVisible();
    assertThat(trust.browserPage().url()).isEqualTo(address);
    assertThat(address)
        .endsWith("/console/trust/%s/%s".formatted(added.project(), added.cluster()));
    trust.setUpHeading("Flags of kube-apiserver").focus();
    trust.key("Enter");
    assertThat(trust.setUpText("flags")).containsText("--oidc-client-id=cluster-share");
    trust.copyButton("flags").click();
    assertThat(trust.clipboard()).contains("--oidc-issuer-url=" + stack.issuer.url());
    trust.picture("trust");
    var trusted = console.cluster(added.project(), added.cluster());
    assertThat(trusted.exactText("Trusted")).isVisible();
    assertThat(console.complaints()).isEmpty();
  }

  @Test
  void copiedIsSaidOnlyOfCopiedTexts() {
    var trust = trustPage(console(Look.DESKTOP), stack.cluster());
    trust.setUpHeading("Flags of kube-apiserver").click();
    // As over plain http, where a browser has no clipboard.
    trust
        .browserPage()
        .evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})");
    var copy = trust.copyButton("flags");
    var text = trust.setUpText("flags").textContent();

    copy.click();
    assertThat(copy).hasText("Copied");
    assertThat(copy).hasText("Copy");

    trust.browserPage().evaluate("document.execCommand = () => false");
    trust.browserPage().evaluate("getSelection().removeAllRanges()");
    copy.click();
    assertThat(copy).hasText("Text selected: copy it with your keyboard");
    assertThat(trust.selection().strip()).isEqualTo(text.strip());
  }

  @Test
  void nothingIsSentWhenAnotherPersonSignsInAtTheProvider() {
    var added = stack.addCluster();
    var console = console(Look.DARK);
    var trust = trustPage(console, added);

    trust.check().as(BOB);

    assertThat(trust.text("Someone else signed in at the provider")).isVisible();
    var unchecked = trustPage(console, added);
    assertThat(unchecked.text("has not been checked yet")).isVisible();
    unchecked.picture("trust-dark");
  }

  @Test
  void anUnrequestedAnswerEndsInAPage() {
    var console = console(Look.DESKTOP);
    console.projects();

    ProductPage answer = console.open(FORGED);

    assertThat(answer.text("This check cannot be completed")).isVisible();
  }

  /** Alice is an owner: the address of her cluster's API server changes with its credentials. */
  @Test
  void aChangedAddressGetsATokenOnlyAfterAliceSaysThatSheKnowsWhy() {
    var added = stack.addCluster();
    var console = console(Look.DESKTOP);
    var elsewhere = stack.apiServer.kubeconfigText().replace("//127.0.0.1:", "//localhost:");
    var settings = console.settings(added.project(), added.cluster());
    settings.replaceCredentials(elsewhere);
    assertThat(settings.status()).hasText("The new credentials are in use.");

    var trust = trustPage(console, added);
    assertThat(trust.changeWarning()).containsText("Continue only if you know why");
    assertThat(trust.changeWarning())
        .containsText(Pattern.compile("SHA-256 begins with [0-9a-f]{8,}"));
    assertThat(trust.button("Check now")).hasCount(0);
    trust.picture("trust-moved");

    trust.checkKnownChange().as(ALICE);

    assertThat(trust.exactText("Trusted")).isVisible();
    assertThat(trust.knownChange()).hasCount(0);
    assertThat(trust.button("Check now")).isVisible();
  }

  @Test
  void onAPhoneInGermanNothingIsCutOff() {
    var trust = trustPage(console(Look.PHONE), stack.addCluster());
    assertThat(trust.button("Check now")).isVisible();
    assertThat(trust.exactText("Vertrauen")).isVisible();
    trust.openAllTexts();

    assertThat(trust.fitsWidth()).isTrue();
    trust.picture("trust-phone");
  }
}
