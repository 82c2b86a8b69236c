package org.clustershare.story.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.clustershare.story.driver.HostileProviderStack;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.Visitor.Page;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An attacker between the browser and Cluster Share, or with another browser, who changes what
 * travels (RFC 9700, section 4): each time refused with its reason and without a file.
 */
@StoryTest
class HostileBrowserKT {
  private final HostileProviderStack hostileProviderStack;
  private final HostileProvider provider;
  private final Visitor bob;

  HostileBrowserKT(HostileProviderStack hostileProviderStack) {
    this.hostileProviderStack = hostileProviderStack;
    this.provider = hostileProviderStack.provider;
    this.bob = hostileProviderStack.browser();
  }

  @BeforeEach
  void behave() {
    provider.behave();
  }

  private Page end(Visitor browser, Map<String, String> request) {
    return browser.get(
        hostileProviderStack.callback(provider.code(request), HostileProviderStack.state(request)));
  }

  private static String text(String base64) {
    return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String location(Page page) {
    return page.headers().firstValue("Location").orElseThrow();
  }

  @Test
  void unsignedState() {
    var request = hostileProviderStack.begin(bob);
    var state =
        base64("{\"nonce\":\"x\",\"cluster_id\":\"x\",\"project_id\":\"x\",\"user_id\":\"x\"}");

    hostileProviderStack.assertRefused(
        bob.get(hostileProviderStack.callback(provider.code(request), state)),
        "exchange-state-wrong");
  }

  @Test
  void stateWithTheStyleFlipped() {
    var request = hostileProviderStack.begin(bob);
    var parts = HostileProviderStack.state(request).split("\\.", -1);
    assertThat(text(parts[1])).contains("auth-provider");
    var flipped = base64(text(parts[1]).replace("auth-provider", "exec"));

    hostileProviderStack.assertRefused(
        bob.get(
            hostileProviderStack.callback(
                provider.code(request), parts[0] + "." + flipped + "." + parts[2])),
        "exchange-state-wrong");
  }

  @Test
  void stateWithoutTheBrowsersSignature() {
    var request = hostileProviderStack.begin(bob);
    var state = HostileProviderStack.state(request);

    hostileProviderStack.assertRefused(
        bob.get(
            hostileProviderStack.callback(
                provider.code(request), state.substring(0, state.lastIndexOf('.')))),
        "exchange-state-wrong");
  }

  @Test
  void stateOfAnotherBrowser() {
    var eve = hostileProviderStack.browser();
    hostileProviderStack.begin(bob);

    hostileProviderStack.assertRefused(
        end(bob, hostileProviderStack.begin(eve)), "exchange-state-wrong");
  }

  @Test
  void loginCsrfABrowserThatBeganNothingIsGivenTheAttackersAnswer() {
    var eve = hostileProviderStack.begin(hostileProviderStack.browser());

    hostileProviderStack.assertRefused(end(bob, eve), "exchange-state-wrong");
  }

  @Test
  void forgedCookie() {
    var request = hostileProviderStack.begin(hostileProviderStack.browser());
    var now = System.currentTimeMillis() / 1000;

    hostileProviderStack.assertRefused(
        bob.get(
            hostileProviderStack.callback(
                provider.code(request), HostileProviderStack.state(request)),
            "Cookie",
            "csrf_token=%s.%d.%s".formatted("A".repeat(43), now, "A".repeat(43))),
        "exchange-state-wrong");
  }

  @Test
  void stateReplayedWithAFreshCode() {
    var request = hostileProviderStack.begin(bob);
    assertThat(end(bob, request).status()).isEqualTo(303);

    hostileProviderStack.assertRefused(end(bob, request), "exchange-replayed");
  }

  @Test
  void codeReplayedInANewSignIn() {
    var first = hostileProviderStack.begin(bob);
    var code = provider.code(first);
    bob.get(hostileProviderStack.callback(code, HostileProviderStack.state(first)));

    var second = hostileProviderStack.begin(bob);
    hostileProviderStack.assertRefused(
        bob.get(hostileProviderStack.callback(code, HostileProviderStack.state(second))),
        "code-refused");
  }

  @Test
  void codeInjectionAnotherPersonsCodeInMyOwnSignIn() {
    var victim = provider.code(hostileProviderStack.begin(hostileProviderStack.browser()));
    var mine = hostileProviderStack.begin(bob);

    hostileProviderStack.assertRefused(
        bob.get(hostileProviderStack.callback(victim, HostileProviderStack.state(mine))),
        "code-refused");
  }

  @Test
  void codeOfAnotherClient() {
    var request = new HashMap<>(hostileProviderStack.begin(bob));
    request.put("client_id", "kubelogin");

    hostileProviderStack.assertRefused(
        bob.get(
            hostileProviderStack.callback(
                provider.code(request), HostileProviderStack.state(request))),
        "code-refused");
  }

  @Test
  void mixUpTheAnswerComesFromAnotherProvider() {
    var request = hostileProviderStack.begin(bob);

    hostileProviderStack.assertRefused(
        bob.get(
            hostileProviderStack.at(
                "/api/v1/kubeconfig?code=%s&state=%s&iss=https%%3A%%2F%%2Fevil.example"
                    .formatted(provider.code(request), HostileProviderStack.state(request)))),
        "issuer-mixed-up");
  }

  @Test
  void mixUpTheAnswerDoesNotSayFromWhomAlthoughTheProviderAlwaysDoes() {
    var request = hostileProviderStack.begin(bob);

    hostileProviderStack.assertRefused(
        bob.get(
            hostileProviderStack.at(
                "/api/v1/kubeconfig?code=%s&state=%s"
                    .formatted(provider.code(request), HostileProviderStack.state(request)))),
        "issuer-mixed-up");
  }

  @Test
  void pkceStripped() {
    var request = new HashMap<>(hostileProviderStack.begin(bob));
    assertThat(request).containsEntry("code_challenge_method", "S256");
    request.remove("code_challenge");

    hostileProviderStack.assertRefused(end(bob, request), "code-refused");
  }

  @Test
  void pkceChallengeReplaced() {
    var request = new HashMap<>(hostileProviderStack.begin(bob));
    request.put("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");

    hostileProviderStack.assertRefused(end(bob, request), "code-refused");
  }

  @Test
  void nonceReplacedInTheRequest() {
    var request = new HashMap<>(hostileProviderStack.begin(bob));
    request.put("nonce", "of-the-attacker");

    hostileProviderStack.assertRefused(end(bob, request), "token-nonce");
  }

  @Test
  void redirectUriTampered() {
    var request = new HashMap<>(hostileProviderStack.begin(bob));
    assertThat(request)
        .containsEntry("redirect_uri", hostileProviderStack.product.base() + "/api/v1/kubeconfig");
    request.put("redirect_uri", "https://evil.example/");

    hostileProviderStack.assertRefused(end(bob, request), "code-refused");
  }

  @Test
  void theRequestTakesNothingFromTheLinksParameters() {
    var answer =
        bob.get(
            hostileProviderStack.at(
                "/api/v1/kubeconfig?share=%s&redirect_uri=https://evil.example&scope=admin&client_id=x&response_mode=fragment&prompt=none&nonce=x"
                    .formatted(hostileProviderStack.token)));

    assertThat(location(answer)).startsWith(provider.url() + "/auth?");
    assertThat(HostileProvider.single(URI.create(location(answer)).getRawQuery()))
        .containsEntry("redirect_uri", hostileProviderStack.product.base() + "/api/v1/kubeconfig")
        .containsEntry("client_id", "cluster-share")
        .doesNotContainKeys("response_mode", "prompt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"code=b", "state=b", "iss=b", "error=b"})
  void parametersThatComeTwice(String again) {
    var request = hostileProviderStack.begin(bob);
    var callback =
        hostileProviderStack.callback(provider.code(request), HostileProviderStack.state(request))
            + "&"
            + again;
    var twice = again.startsWith("error") ? callback + "&error=c" : callback;

    hostileProviderStack.assertRefused(bob.get(URI.create(twice)), "exchange-answer-wrong");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id_token", "access_token", "response"})
  void answersOfAFlowThatWasNotAskedFor(String parameter) {
    var request = hostileProviderStack.begin(bob);

    hostileProviderStack.assertRefused(
        bob.get(
            URI.create(
                hostileProviderStack.callback(
                        provider.code(request), HostileProviderStack.state(request))
                    + "&"
                    + parameter
                    + "=x")),
        "exchange-answer-wrong");
  }

  @Test
  void responseModeFormPost() {
    var request = hostileProviderStack.begin(bob);
    var callback =
        hostileProviderStack.callback(provider.code(request), HostileProviderStack.state(request));

    hostileProviderStack.assertRefused(
        bob.post(hostileProviderStack.at("/api/v1/kubeconfig"), callback.getRawQuery()),
        "method-not-allowed");
  }

  @Test
  void anAnswerWithoutACode() {
    var state = HostileProviderStack.state(hostileProviderStack.begin(bob));

    hostileProviderStack.assertRefused(
        bob.get(URI.create(hostileProviderStack.callback("", state).toString())),
        "exchange-code-missing");
  }

  @Test
  void anErrorThatNobodyAskedForIsNotShown() {
    var page =
        bob.get(
            hostileProviderStack.at(
                "/api/v1/kubeconfig?error=x&error_description=Call+0900-EVIL&state=x"));

    hostileProviderStack.assertRefused(page, "exchange-state-wrong");
    assertThat(page.body()).doesNotContain("0900-EVIL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%0d%0aSet-Cookie:%20a=b", "a%00b", "%e2%80%ae"})
  void headerInjectionThroughTheCode(String code) {
    var request = hostileProviderStack.begin(bob);
    var page =
        bob.get(
            URI.create(
                hostileProviderStack
                    .callback("", HostileProviderStack.state(request))
                    .toString()
                    .replace("code=", "code=" + code)));

    hostileProviderStack.assertRefused(page, "code-refused");
    assertThat(page.headers().map()).doesNotContainKey("a");
  }

  @Test
  void anOversizedCodeAndAnOversizedState() {
    var request = hostileProviderStack.begin(bob);

    hostileProviderStack.assertRefused(
        bob.get(
            hostileProviderStack.callback("x".repeat(5_000), HostileProviderStack.state(request))),
        "code-refused");
    hostileProviderStack.assertRefused(
        bob.get(hostileProviderStack.callback("x", "x".repeat(5_000))), "exchange-state-wrong");
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
    hostileProviderStack.assertRefused(
        bob.get(
            hostileProviderStack.at(
                "/api/v1/kubeconfig?again=" + HostileProviderStack.encoded(again))),
        "exchange-gone");
    var gone =
        bob.get(
            hostileProviderStack.at("/download/x?again=" + HostileProviderStack.encoded(again)));
    hostileProviderStack.assertRefused(gone, "download-gone");
    assertThat(gone.body()).doesNotContain("evil.example");
  }

  @Test
  void sessionFixationADownloadOfTheAttackersBrowser() {
    var eve = hostileProviderStack.browser();
    var download = location(end(eve, hostileProviderStack.begin(eve)));
    var id = URI.create(download).getPath().replace("/download/", "");

    hostileProviderStack.assertRefused(bob.get(URI.create(download)), "download-gone");
    hostileProviderStack.assertRefused(
        bob.get(hostileProviderStack.at("/api/v1/kubeconfig/download/" + id)), "download-gone");
    hostileProviderStack.assertRefused(
        bob.get(
            hostileProviderStack.at("/api/v1/kubeconfig/download/" + id),
            "Cookie",
            "download_" + id.substring(0, 8) + "=" + id),
        "download-gone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"paper", "EXEC", "exec%00", "%3Cscript%3E"})
  void aStyleThatThereIsNot(String style) {
    hostileProviderStack.assertRefused(
        bob.get(
            hostileProviderStack.at(
                "/api/v1/kubeconfig?share=" + hostileProviderStack.token + "&style=" + style)),
        "style-not-allowed");
  }

  @Test
  void referrerAndFramesNothingOfAnAnswerReachesAnotherSite() {
    var request = hostileProviderStack.begin(bob);
    var code = provider.code(request);
    var good = bob.get(hostileProviderStack.callback(code, HostileProviderStack.state(request)));
    var bad = bob.get(hostileProviderStack.callback(code, HostileProviderStack.state(request)));

    for (var page : List.of(good, bad)) {
      assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'");
      assertThat(page.headers().allValues("X-Frame-Options")).containsExactly("DENY");
      assertThat(page.headers().map()).doesNotContainKeys("server", "x-powered-by");
    }
    assertThat(location(good)).doesNotContain(code);
    assertThat(hostileProviderStack.product.logged())
        .doesNotContain(
            code, HostileProviderStack.state(request), "the-refresh-token", "the-access-token");
  }

  @Test
  void theApiTakesNoCookieAndNoTokenInTheAddress() {
    bob.open(hostileProviderStack.at("/console/projects"));

    var page =
        bob.get(
            hostileProviderStack.at(
                "/api/v1/projects?token=" + provider.idToken("bob@example.com")));

    hostileProviderStack.assertRefused(page, "token-missing");
  }
}
