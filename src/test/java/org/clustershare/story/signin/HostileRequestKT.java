package org.clustershare.story.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.browser.PageAssert.assertThat;

import java.net.URI;
import org.clustershare.story.driver.HostileProviderStack;
import org.clustershare.story.driver.browser.BrowserActor;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An attacker who changes the parameters of the authorization request, of the provider's answer or
 * of a link (RFC 9700, section 4; RFC 7636; RFC 9207). The product refuses each change with its
 * reason and without a file.
 */
@StoryTest
class HostileRequestKT {
  private static final String REDIRECT_PATH = "/api/v1/kubeconfig";

  private final HostileProviderStack stack;
  private final BrowserActor bob;

  HostileRequestKT(HostileProviderStack stack) {
    this.stack = stack;
    this.bob = stack.person();
  }

  @BeforeEach
  void behave() {
    stack.provider.behave();
  }

  @Test
  void mixUpTheAnswerComesFromAnotherProvider() {
    var answer = bob.beginsShareSignIn().answer().with("iss", "https://evil.example");

    assertThat(bob.opens(answer)).isRefused("issuer-mixed-up");
  }

  @Test
  void mixUpTheAnswerDoesNotSayFromWhomAlthoughTheProviderAlwaysDoes() {
    assertThat(bob.opens(bob.beginsShareSignIn().answer().without("iss")))
        .isRefused("issuer-mixed-up");
  }

  @Test
  void pkceStripped() {
    var signIn = bob.beginsShareSignIn();
    assertThat(signIn.request()).containsEntry("code_challenge_method", "S256");

    assertThat(bob.opens(signIn.without("code_challenge").answer())).isRefused("code-refused");
  }

  @Test
  void pkceChallengeReplaced() {
    var signIn =
        bob.beginsShareSignIn()
            .with("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");

    assertThat(bob.opens(signIn.answer())).isRefused("code-refused");
  }

  @Test
  void nonceReplacedInTheRequest() {
    var signIn = bob.beginsShareSignIn().with("nonce", "of-the-attacker");

    assertThat(bob.opens(signIn.answer())).isRefused("token-nonce");
  }

  @Test
  void redirectUriTampered() {
    var signIn = bob.beginsShareSignIn();
    assertThat(signIn.request())
        .containsEntry("redirect_uri", stack.product.base() + REDIRECT_PATH);

    assertThat(bob.opens(signIn.with("redirect_uri", "https://evil.example/").answer()))
        .isRefused("code-refused");
  }

  @Test
  void theRequestTakesNothingFromTheLinksParameters() {
    var start =
        bob.opens(
            REDIRECT_PATH
                + "?share=%s&redirect_uri=https://evil.example&scope=admin&client_id=x&response_mode=fragment&prompt=none&nonce=x"
                    .formatted(stack.token));

    assertThat(start).leadsTo(stack.provider.url() + "/auth?");
    assertThat(HostileProvider.single(URI.create(start.location()).getRawQuery()))
        .containsEntry("redirect_uri", stack.product.base() + REDIRECT_PATH)
        .containsEntry("client_id", "cluster-share")
        .doesNotContainKeys("response_mode", "prompt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"code=b", "state=b", "iss=b", "error=b"})
  void parametersThatComeTwice(String again) {
    var answer = bob.beginsShareSignIn().answer().and(again);
    var twice = again.startsWith("error") ? answer.and("error=c") : answer;

    assertThat(bob.opens(twice)).isRefused("exchange-answer-wrong");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id_token", "access_token", "response"})
  void answersOfAFlowThatWasNotAskedFor(String parameter) {
    assertThat(bob.opens(bob.beginsShareSignIn().answer().and(parameter + "=x")))
        .isRefused("exchange-answer-wrong");
  }

  @Test
  void responseModeFormPost() {
    var answer = bob.beginsShareSignIn().answer();

    assertThat(bob.sends(REDIRECT_PATH, answer.address().getRawQuery()))
        .isRefused("method-not-allowed");
  }

  @Test
  void anAnswerWithoutACode() {
    assertThat(bob.opens(bob.beginsShareSignIn().answer().with("code", "")))
        .isRefused("exchange-code-missing");
  }

  @Test
  void anErrorThatNobodyAskedForIsNotShown() {
    assertThat(bob.opens(REDIRECT_PATH + "?error=x&error_description=Call+0900-EVIL&state=x"))
        .isRefused("exchange-state-wrong")
        .doesNotSay("0900-EVIL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%0d%0aSet-Cookie:%20a=b", "a%00b", "%e2%80%ae"})
  void headerInjectionThroughTheCode(String code) {
    assertThat(bob.opens(bob.beginsShareSignIn().answer().withEncoded("code", code)))
        .isRefused("code-refused")
        .hasNoHeader("a");
  }

  @Test
  void anOversizedCodeAndAnOversizedState() {
    var answer = bob.beginsShareSignIn().answer();

    assertThat(bob.opens(answer.with("code", "x".repeat(5_000)))).isRefused("code-refused");
    assertThat(bob.opens(answer.with("code", "x").with("state", "x".repeat(5_000))))
        .isRefused("exchange-state-wrong");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "e30.AAAA"
      })
  void openRedirectThroughTheWayToStartAgain(String again) {
    var encoded = HostileProviderStack.encoded(again);

    assertThat(bob.opens(REDIRECT_PATH + "?again=" + encoded)).isRefused("exchange-gone");
    assertThat(bob.opens("/download/x?again=" + encoded))
        .isRefused("download-gone")
        .doesNotSay("evil.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"paper", "EXEC", "exec%00", "%3Cscript%3E"})
  void aStyleThatThereIsNot(String style) {
    assertThat(bob.opens(REDIRECT_PATH + "?share=" + stack.token + "&style=" + style))
        .isRefused("style-not-allowed");
  }

  @Test
  void theApiTakesNoCookieAndNoTokenInTheAddress() {
    bob.visitor().open(stack.at("/console/projects"));

    assertThat(bob.opens("/api/v1/projects?token=" + stack.provider.idToken("bob@example.com")))
        .isRefused("token-missing");
  }
}
