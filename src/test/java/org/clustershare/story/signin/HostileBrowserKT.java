package org.clustershare.story.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.browser.PageAssert.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.clustershare.story.driver.HostileProviderStack;
import org.clustershare.story.driver.browser.BrowserActor;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An attacker with another browser, or between the browser and Cluster Share, who brings a state, a
 * code or a cookie that is not the person's (RFC 9700, section 4). The product refuses each with
 * its reason and without a file. {@link HostileRequestKT} has the attacker's other parameters.
 */
@StoryTest
class HostileBrowserKT {
  private final HostileProviderStack stack;
  private final BrowserActor bob;
  private final BrowserActor eve;

  HostileBrowserKT(HostileProviderStack stack) {
    this.stack = stack;
    this.bob = stack.person();
    this.eve = stack.person();
  }

  @BeforeEach
  void behave() {
    stack.provider.behave();
  }

  private static String text(String base64) {
    return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void unsignedState() {
    var state =
        base64("{\"nonce\":\"x\",\"cluster_id\":\"x\",\"project_id\":\"x\",\"user_id\":\"x\"}");

    var answer = bob.beginsShareSignIn().answer().with("state", state);

    assertThat(bob.opens(answer)).isRefused("exchange-state-wrong");
  }

  @Test
  void stateWithTheStyleFlipped() {
    var signIn = bob.beginsShareSignIn();
    var parts = signIn.state().split("\\.", -1);
    assertThat(text(parts[1])).contains("auth-provider");
    var flipped = base64(text(parts[1]).replace("auth-provider", "exec"));

    var answer = signIn.answer().with("state", parts[0] + "." + flipped + "." + parts[2]);

    assertThat(bob.opens(answer)).isRefused("exchange-state-wrong");
  }

  @Test
  void stateWithoutTheBrowsersSignature() {
    var signIn = bob.beginsShareSignIn();
    var unsigned = signIn.state().substring(0, signIn.state().lastIndexOf('.'));

    assertThat(bob.opens(signIn.answer().with("state", unsigned)))
        .isRefused("exchange-state-wrong");
  }

  @Test
  void stateOfAnotherBrowser() {
    bob.beginsShareSignIn();

    assertThat(bob.opens(eve.beginsShareSignIn().answer())).isRefused("exchange-state-wrong");
  }

  @Test
  void loginCsrfABrowserThatBeganNothingIsGivenTheAttackersAnswer() {
    assertThat(bob.opens(eve.beginsShareSignIn().answer())).isRefused("exchange-state-wrong");
  }

  @Test
  void forgedCookie() {
    var now = System.currentTimeMillis() / 1000;
    var forged = "csrf_token=%s.%d.%s".formatted("A".repeat(43), now, "A".repeat(43));

    assertThat(bob.opens(eve.beginsShareSignIn().answer(), "Cookie", forged))
        .isRefused("exchange-state-wrong");
  }

  @Test
  void stateReplayedWithAFreshCode() {
    var signIn = bob.beginsShareSignIn();
    assertThat(bob.opens(signIn.answer())).hasStatus(303);

    assertThat(bob.opens(signIn.answer())).isRefused("exchange-replayed");
  }

  @Test
  void codeReplayedInANewSignIn() {
    var first = bob.beginsShareSignIn();
    var code = first.code();
    bob.opens(first.answer().with("code", code));

    assertThat(bob.opens(bob.beginsShareSignIn().answer().with("code", code)))
        .isRefused("code-refused");
  }

  @Test
  void codeInjectionAnotherPersonsCodeInMyOwnSignIn() {
    var victims = stack.person().beginsShareSignIn().code();

    assertThat(bob.opens(bob.beginsShareSignIn().answer().with("code", victims)))
        .isRefused("code-refused");
  }

  @Test
  void codeOfAnotherClient() {
    var signIn = bob.beginsShareSignIn().with("client_id", "kubelogin");

    assertThat(bob.opens(signIn.answer())).isRefused("code-refused");
  }

  @Test
  void sessionFixationADownloadOfTheAttackersBrowser() {
    var download = URI.create(eve.opens(eve.beginsShareSignIn().answer()).location());
    var id = download.getPath().replace("/download/", "");
    var file = "/api/v1/kubeconfig/download/" + id;

    assertThat(bob.opens(download)).isRefused("download-gone");
    assertThat(bob.opens(file)).isRefused("download-gone");
    assertThat(bob.opens(file, "Cookie", "download_" + id.substring(0, 8) + "=" + id))
        .isRefused("download-gone");
  }

  @Test
  void referrerAndFramesNothingOfAnAnswerReachesAnotherSite() {
    var signIn = bob.beginsShareSignIn();
    var code = signIn.code();
    var answer = signIn.answer().with("code", code);
    var good = bob.opens(answer);
    var bad = bob.opens(answer);

    for (var page : List.of(good, bad)) {
      assertThat(page)
          .hasHeader("Referrer-Policy", "no-referrer")
          .hasHeaderWith(
              "Content-Security-Policy",
              "frame-ancestors 'none'",
              "form-action 'self'",
              "base-uri 'none'")
          .hasNoHeader("server", "x-powered-by");
      assertThat(page.headers().allValues("X-Frame-Options")).containsExactly("DENY");
    }
    assertThat(good.location()).doesNotContain(code);
    assertThat(stack.product.logged())
        .doesNotContain(code, signIn.state(), "the-refresh-token", "the-access-token");
  }
}
