package org.clustershare.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.clustershare.testbed.HostileProvider;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.Visitor.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody between the browser and us, or with another browser, who bends what travels (RFC 9700,
 * section 4): each time refused with its reason and without a file.
 */
class HostileBrowserKT {
  private final Attacked attacked = Attacked.shared();
  private final HostileProvider provider = attacked.provider;
  private final Visitor bob = attacked.browser();

  @BeforeEach
  void behave() {
    provider.behave();
  }

  private Page end(Visitor browser, Map<String, String> request) {
    return browser.get(attacked.callback(provider.code(request), Attacked.state(request)));
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
    var request = attacked.begin(bob);
    var state =
        base64("{\"nonce\":\"x\",\"cluster_id\":\"x\",\"project_id\":\"x\",\"user_id\":\"x\"}");

    attacked.assertRefused(
        bob.get(attacked.callback(provider.code(request), state)), "exchange-state-wrong");
  }

  @Test
  void stateWithTheStyleFlipped() {
    var request = attacked.begin(bob);
    var parts = Attacked.state(request).split("\\.", -1);
    var flipped = base64(text(parts[0]).replace("auth-provider", "exec"));

    attacked.assertRefused(
        bob.get(
            attacked.callback(provider.code(request), flipped + "." + parts[1] + "." + parts[2])),
        "exchange-state-wrong");
  }

  @Test
  void stateWithoutTheBrowsersSignature() {
    var request = attacked.begin(bob);
    var state = Attacked.state(request);

    attacked.assertRefused(
        bob.get(
            attacked.callback(provider.code(request), state.substring(0, state.lastIndexOf('.')))),
        "exchange-state-wrong");
  }

  @Test
  void stateOfAnotherBrowser() {
    var eve = attacked.browser();
    attacked.begin(bob);

    attacked.assertRefused(end(bob, attacked.begin(eve)), "exchange-state-wrong");
  }

  @Test
  void loginCsrfABrowserThatBeganNothingIsGivenTheAttackersAnswer() {
    var eve = attacked.begin(attacked.browser());

    attacked.assertRefused(end(bob, eve), "exchange-state-wrong");
  }

  @Test
  void forgedCookie() {
    var request = attacked.begin(attacked.browser());
    var now = System.currentTimeMillis() / 1000;

    attacked.assertRefused(
        bob.get(
            attacked.callback(provider.code(request), Attacked.state(request)),
            "Cookie",
            "csrf_token=%s.%d.%s".formatted("A".repeat(43), now, "A".repeat(43))),
        "exchange-state-wrong");
  }

  @Test
  void stateReplayedWithAFreshCode() {
    var request = attacked.begin(bob);
    assertThat(end(bob, request).status()).isEqualTo(303);

    attacked.assertRefused(end(bob, request), "exchange-replayed");
  }

  @Test
  void codeReplayedInANewSignIn() {
    var first = attacked.begin(bob);
    var code = provider.code(first);
    bob.get(attacked.callback(code, Attacked.state(first)));

    var second = attacked.begin(bob);
    attacked.assertRefused(
        bob.get(attacked.callback(code, Attacked.state(second))), "code-refused");
  }

  @Test
  void codeInjectionAnotherPersonsCodeInMyOwnSignIn() {
    var victim = provider.code(attacked.begin(attacked.browser()));
    var mine = attacked.begin(bob);

    attacked.assertRefused(
        bob.get(attacked.callback(victim, Attacked.state(mine))), "code-refused");
  }

  @Test
  void codeOfAnotherClient() {
    var request = new HashMap<>(attacked.begin(bob));
    request.put("client_id", "kubelogin");

    attacked.assertRefused(
        bob.get(attacked.callback(provider.code(request), Attacked.state(request))),
        "code-refused");
  }

  @Test
  void mixUpTheAnswerComesFromAnotherProvider() {
    var request = attacked.begin(bob);

    attacked.assertRefused(
        bob.get(
            attacked.at(
                "/api/v1/kubeconfig?code=%s&state=%s&iss=https%%3A%%2F%%2Fevil.example"
                    .formatted(provider.code(request), Attacked.state(request)))),
        "issuer-mixed-up");
  }

  @Test
  void mixUpTheAnswerDoesNotSayFromWhomAlthoughTheProviderAlwaysDoes() {
    var request = attacked.begin(bob);

    attacked.assertRefused(
        bob.get(
            attacked.at(
                "/api/v1/kubeconfig?code=%s&state=%s"
                    .formatted(provider.code(request), Attacked.state(request)))),
        "issuer-mixed-up");
  }

  @Test
  void pkceStripped() {
    var request = new HashMap<>(attacked.begin(bob));
    assertThat(request).containsEntry("code_challenge_method", "S256");
    request.remove("code_challenge");

    attacked.assertRefused(end(bob, request), "code-refused");
  }

  @Test
  void pkceChallengeReplaced() {
    var request = new HashMap<>(attacked.begin(bob));
    request.put("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");

    attacked.assertRefused(end(bob, request), "code-refused");
  }

  @Test
  void nonceReplacedInTheRequest() {
    var request = new HashMap<>(attacked.begin(bob));
    request.put("nonce", "of-the-attacker");

    attacked.assertRefused(end(bob, request), "token-nonce");
  }

  @Test
  void redirectUriTampered() {
    var request = new HashMap<>(attacked.begin(bob));
    assertThat(request)
        .containsEntry("redirect_uri", attacked.product.base() + "/api/v1/kubeconfig");
    request.put("redirect_uri", "https://evil.example/");

    attacked.assertRefused(end(bob, request), "code-refused");
  }

  @Test
  void theRequestTakesNothingFromTheLinksParameters() {
    var answer =
        bob.get(
            attacked.at(
                "/api/v1/kubeconfig?share=%s&redirect_uri=https://evil.example&scope=admin&client_id=x&response_mode=fragment&prompt=none&nonce=x"
                    .formatted(attacked.token)));

    assertThat(location(answer)).startsWith(provider.url() + "/auth?");
    assertThat(HostileProvider.single(URI.create(location(answer)).getRawQuery()))
        .containsEntry("redirect_uri", attacked.product.base() + "/api/v1/kubeconfig")
        .containsEntry("client_id", "cluster-share")
        .doesNotContainKeys("response_mode", "prompt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"code=b", "state=b", "iss=b", "error=b"})
  void parametersThatComeTwice(String again) {
    var request = attacked.begin(bob);
    var callback = attacked.callback(provider.code(request), Attacked.state(request)) + "&" + again;
    var twice = again.startsWith("error") ? callback + "&error=c" : callback;

    attacked.assertRefused(bob.get(URI.create(twice)), "exchange-answer-wrong");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id_token", "access_token", "response"})
  void answersOfAFlowThatWasNotAskedFor(String parameter) {
    var request = attacked.begin(bob);

    attacked.assertRefused(
        bob.get(
            URI.create(
                attacked.callback(provider.code(request), Attacked.state(request))
                    + "&"
                    + parameter
                    + "=x")),
        "exchange-answer-wrong");
  }

  @Test
  void responseModeFormPost() {
    var request = attacked.begin(bob);
    var callback = attacked.callback(provider.code(request), Attacked.state(request));

    attacked.assertRefused(
        bob.post(attacked.at("/api/v1/kubeconfig"), callback.getRawQuery()), "method-not-allowed");
  }

  @Test
  void anAnswerWithoutACode() {
    var state = Attacked.state(attacked.begin(bob));

    attacked.assertRefused(
        bob.get(URI.create(attacked.callback("", state).toString())), "exchange-code-missing");
  }

  @Test
  void anErrorThatNobodyAskedForIsNotShown() {
    var page =
        bob.get(attacked.at("/api/v1/kubeconfig?error=x&error_description=Call+0900-EVIL&state=x"));

    attacked.assertRefused(page, "exchange-state-wrong");
    assertThat(page.body()).doesNotContain("0900-EVIL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%0d%0aSet-Cookie:%20a=b", "a%00b", "%e2%80%ae"})
  void headerInjectionThroughTheCode(String code) {
    var request = attacked.begin(bob);
    var page =
        bob.get(
            URI.create(
                attacked
                    .callback("", Attacked.state(request))
                    .toString()
                    .replace("code=", "code=" + code)));

    attacked.assertRefused(page, "code-refused");
    assertThat(page.headers().map()).doesNotContainKey("a");
  }

  @Test
  void anOversizedCodeAndAnOversizedState() {
    var request = attacked.begin(bob);

    attacked.assertRefused(
        bob.get(attacked.callback("x".repeat(5_000), Attacked.state(request))), "code-refused");
    attacked.assertRefused(
        bob.get(attacked.callback("x", "x".repeat(5_000))), "exchange-state-wrong");
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
    attacked.assertRefused(
        bob.get(attacked.at("/api/v1/kubeconfig?again=" + Attacked.encoded(again))),
        "exchange-gone");
    var gone = bob.get(attacked.at("/download/x?again=" + Attacked.encoded(again)));
    attacked.assertRefused(gone, "download-gone");
    assertThat(gone.body()).doesNotContain("evil.example");
  }

  @Test
  void sessionFixationADownloadOfTheAttackersBrowser() {
    var eve = attacked.browser();
    var download = location(end(eve, attacked.begin(eve)));
    var id = URI.create(download).getPath().replace("/download/", "");

    attacked.assertRefused(bob.get(URI.create(download)), "download-gone");
    attacked.assertRefused(
        bob.get(attacked.at("/api/v1/kubeconfig/download/" + id)), "download-gone");
    attacked.assertRefused(
        bob.get(
            attacked.at("/api/v1/kubeconfig/download/" + id),
            "Cookie",
            "download_" + id.substring(0, 8) + "=" + id),
        "download-gone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"paper", "EXEC", "exec%00", "%3Cscript%3E"})
  void aStyleThatThereIsNot(String style) {
    attacked.assertRefused(
        bob.get(attacked.at("/api/v1/kubeconfig?share=" + attacked.token + "&style=" + style)),
        "style-not-allowed");
  }

  @Test
  void referrerAndFramesNothingOfAnAnswerReachesAnotherSite() {
    var request = attacked.begin(bob);
    var code = provider.code(request);
    var good = bob.get(attacked.callback(code, Attacked.state(request)));
    var bad = bob.get(attacked.callback(code, Attacked.state(request)));

    for (var page : List.of(good, bad)) {
      assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'");
      assertThat(page.headers().allValues("X-Frame-Options")).containsExactly("DENY");
      assertThat(page.headers().map()).doesNotContainKeys("server", "x-powered-by");
    }
    assertThat(location(good)).doesNotContain(code);
    assertThat(attacked.product.logged())
        .doesNotContain(code, Attacked.state(request), "the-refresh-token", "the-access-token");
  }

  @Test
  void theApiTakesNoCookieAndNoTokenInTheAddress() {
    bob.open(attacked.at("/console/projects"));

    var page =
        bob.get(attacked.at("/api/v1/projects?token=" + provider.idToken("bob@example.com")));

    attacked.assertRefused(page, "token-missing");
  }
}
