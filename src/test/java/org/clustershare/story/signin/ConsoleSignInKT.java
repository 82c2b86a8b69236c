package org.clustershare.story.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.clustershare.story.driver.ConsoleCookie;
import org.clustershare.story.driver.HostileProviderStack;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.Visitor.Page;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Signing in to the console, by people with several tabs and by hostile ones; what strangers do
 * costs no session. That a state ends after 180 s is tested in SignInStateTest, with a time that is
 * given.
 */
@StoryTest
class ConsoleSignInKT {
  private static final int VISITS = 200;

  private final HostileProviderStack hostileProviderStack;
  private final HostileProvider provider;
  private final Visitor bob;

  ConsoleSignInKT(HostileProviderStack hostileProviderStack) {
    this.hostileProviderStack = hostileProviderStack;
    this.provider = hostileProviderStack.provider;
    this.bob = hostileProviderStack.browser();
  }

  @BeforeEach
  void behave() {
    provider.behave();
  }

  private Map<String, String> begin(Visitor browser, String page) {
    var begun = browser.get(hostileProviderStack.at(page));
    assertThat(begun.status()).as(begun.body()).isBetween(300, 399);
    return asked(begun);
  }

  private void assertRefusedWithoutSession(Page page, String reason) {
    hostileProviderStack.assertRefused(page, reason);
    assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
  }

  /** What the provider is asked. */
  private static Map<String, String> asked(Page begun) {
    return HostileProvider.single(URI.create(location(begun)).getRawQuery());
  }

  private URI answer(Map<String, String> request) {
    return answer(provider.code(request), HostileProviderStack.state(request), provider.url());
  }

  private URI answer(String code, String state, URI iss) {
    return hostileProviderStack.at(
        "/callback?code=%s&state=%s&iss=%s"
            .formatted(
                code,
                HostileProviderStack.encoded(state),
                HostileProviderStack.encoded(iss.toString())));
  }

  private static String location(Page page) {
    return page.headers().firstValue("Location").orElseThrow();
  }

  private static String cookie(Page page, String name) {
    return page.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .map(cookie -> cookie.split(";", -1)[0])
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  @Test
  void twoHundredVisitsOfStrangersMakeNoSession() throws Exception {
    var pages =
        List.of(
            "/",
            "/console/projects",
            "/console/cluster/abc/def",
            "/console/nothing",
            "/share/" + hostileProviderStack.token,
            "/share/unknown",
            "/download/unknown",
            "/callback?state=forged&code=stolen",
            "/callback?state=trust-forged&code=stolen",
            "/nothing",
            // What the server and Faces themselves would open a session for.
            "/?cid=1",
            "/console/projects;jsessionid=1?cid=2&jakarta.faces.ViewState=stateless",
            "/config.json",
            "/api/v2/featuregates",
            "/api/v1/kubeconfig?share=" + hostileProviderStack.token,
            "/api/v1/kubeconfig?state=forged&code=stolen");
    var stranger = HttpClient.newHttpClient();

    for (int i = 0; i < VISITS; i++) {
      var page = pages.get(i % pages.size());
      var answer =
          stranger.send(
              HttpRequest.newBuilder(hostileProviderStack.at(page))
                  .header("Accept", "text/html")
                  .build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).as(page).isLessThan(500);
      assertThat(answer.headers().allValues("Set-Cookie"))
          .as(page)
          .noneMatch(cookie -> cookie.contains("SESSION") || cookie.contains("session"));
    }
  }

  @Test
  void theBrowserKeepsWhatItBeganForThreeMinutesAndTheSessionComesWithTheSignIn() {
    var begun = bob.get(hostileProviderStack.at("/console/projects?sort=name"));

    assertThat(begun.headers().allValues("Set-Cookie"))
        .singleElement()
        .asString()
        .startsWith("sign_in=")
        .containsIgnoringCase("HttpOnly")
        .containsIgnoringCase("SameSite=Lax")
        .containsIgnoringCase("Max-Age=180");
    assertThat(asked(begun)).containsEntry("code_challenge_method", "S256").containsKey("nonce");
    var ended = bob.get(answer(asked(begun)));
    assertThat(cookie(ended, "session")).isNotEmpty();
    assertThat(location(ended)).endsWith("/console/projects?sort=name");
    assertThat(bob.get(hostileProviderStack.at("/console/projects")).status()).isEqualTo(200);
  }

  @Test
  void severalTabsEndWhereEachBeganWhicheverIsFirst() {
    var first = begin(bob, "/console/projects?tab=1");
    var second = begin(bob, "/console/projects?tab=2");

    assertThat(location(bob.get(answer(second)))).endsWith("/console/projects?tab=2");
    assertThat(location(bob.get(answer(first)))).endsWith("/console/projects?tab=1");
    assertThat(bob.get(hostileProviderStack.at("/console/projects")).status()).isEqualTo(200);
  }

  @Test
  void reloadingAnAnswerEndsInAPageThatLeadsOn() {
    var request = begin(bob, "/console/projects");
    var answer = answer(request);
    bob.get(answer);

    var again = bob.get(answer);

    assertRefusedWithoutSession(again, "sign-in-expired");
    assertThat(bob.get(again.link("Start again")).status()).isEqualTo(200);
  }

  @Test
  void stateReplayedWithAFreshCode() {
    var request = begin(bob, "/console/projects");
    bob.get(answer(request));

    assertRefusedWithoutSession(bob.get(answer(request)), "sign-in-expired");
  }

  @Test
  void loginCsrfStateOfAnotherBrowserAndMixUp() {
    var theirs = begin(hostileProviderStack.browser(), "/console/projects");
    assertRefusedWithoutSession(bob.get(answer(theirs)), "sign-in-expired");

    var mine = begin(bob, "/console/projects");
    assertRefusedWithoutSession(bob.get(answer(theirs)), "sign-in-expired");
    assertRefusedWithoutSession(
        bob.get(answer(provider.code(theirs), HostileProviderStack.state(mine), provider.url())),
        "code-refused");

    var another = begin(bob, "/console/projects");
    assertRefusedWithoutSession(
        bob.get(
            answer(
                provider.code(another),
                HostileProviderStack.state(another),
                URI.create("https://evil.example"))),
        "issuer-mixed-up");
  }

  @Test
  void stateOfAShareAndStateThatWasChanged() {
    var share = hostileProviderStack.begin(bob);
    var mine = begin(bob, "/console/projects");
    var state = HostileProviderStack.state(mine);

    assertRefusedWithoutSession(bob.get(answer(share)), "sign-in-expired");
    assertRefusedWithoutSession(
        bob.get(answer(provider.code(mine), "x" + state, provider.url())), "sign-in-expired");
    assertRefusedWithoutSession(
        bob.get(
            answer(
                provider.code(mine), state.substring(0, state.lastIndexOf('.')), provider.url())),
        "sign-in-expired");
    assertThat(location(bob.get(answer(mine)))).endsWith("/console/projects");
  }

  @Test
  void nonceReplacedAndPkceStripped() {
    var nonce = new java.util.HashMap<>(begin(bob, "/console/projects"));
    nonce.put("nonce", "of-the-attacker");
    assertRefusedWithoutSession(bob.get(answer(nonce)), "token-nonce");

    var pkce = new java.util.HashMap<>(begin(bob, "/console/projects"));
    pkce.remove("code_challenge");
    assertRefusedWithoutSession(bob.get(answer(pkce)), "code-refused");
  }

  @Test
  void sessionFixationTheSessionThatWasPlantedEndsWithTheSignIn() {
    var eve = hostileProviderStack.browser();
    var planted = cookie(eve.get(answer(begin(eve, "/console/projects"))), "session");
    var victim = hostileProviderStack.browser();
    var begun = victim.get(hostileProviderStack.at("/console/projects"));
    var signIn = cookie(begun, "sign_in");

    var ended =
        hostileProviderStack.browser().get(answer(asked(begun)), "Cookie", signIn + "; " + planted);

    assertThat(cookie(ended, "session")).isNotEqualTo(planted);
    assertThat(eve.get(hostileProviderStack.at("/console/projects")).status()).isNotEqualTo(200);
  }

  @Test
  void errorThatNobodyAskedForIsNotShown() {
    var page =
        bob.get(
            hostileProviderStack.at("/callback?error=x&error_description=Call+0900-EVIL&state=x"));

    assertRefusedWithoutSession(page, "sign-in-expired");
    assertThat(page.body()).doesNotContain("0900-EVIL");
  }

  @Test
  void openRedirectThroughThePageThatWasAskedFor() {
    var request = begin(bob, "/console//evil.example");

    assertThat(
            URI.create(hostileProviderStack.product.base())
                .resolve(location(bob.get(answer(request)))))
        .hasAuthority(URI.create(hostileProviderStack.product.base()).getAuthority());
  }

  @Test
  void ofThirtySessionsOfOnePersonTheLastTenLiveAndAnotherPersonSignsIn() {
    var cookies =
        Stream.generate(
                () -> ConsoleCookie.of(hostileProviderStack, hostileProviderStack.browser()))
            .limit(30)
            .toList();

    var statuses =
        cookies.stream()
            .map(
                cookie ->
                    hostileProviderStack
                        .browser()
                        .get(hostileProviderStack.at("/console/projects"), "Cookie", cookie)
                        .status())
            .toList();

    assertThat(statuses.subList(0, 20)).allMatch(status -> status >= 300 && status < 400);
    assertThat(statuses.subList(20, 30)).containsOnly(200);
    provider.bendClaims(claims -> claims.claim("email", "alice@example.com"));
    var alice = ConsoleCookie.of(hostileProviderStack, hostileProviderStack.browser());
    assertThat(
            hostileProviderStack
                .browser()
                .get(hostileProviderStack.at("/console/projects"), "Cookie", alice)
                .status())
        .isEqualTo(200);
  }
}
