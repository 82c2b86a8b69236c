package org.clustershare.story.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.browser.PageAssert.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.clustershare.story.driver.HostileProviderStack;
import org.clustershare.story.driver.browser.BrowserActor;
import org.clustershare.story.driver.browser.BrowserSignIn;
import org.clustershare.story.driver.browser.ProviderAnswer;
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
  private static final String PROJECTS = "/console/projects";

  private final HostileProviderStack stack;
  private final HostileProvider provider;
  private final BrowserActor bob;

  ConsoleSignInKT(HostileProviderStack stack) {
    this.stack = stack;
    this.provider = stack.provider;
    this.bob = stack.person();
  }

  @BeforeEach
  void behave() {
    provider.behave();
  }

  private BrowserSignIn beginsSignIn(BrowserActor person) {
    return person.beginsConsoleSignIn(PROJECTS);
  }

  /** The same sign-in's answer at the path that only the console has. */
  private static ProviderAnswer answer(BrowserSignIn signIn) {
    return signIn.answer().at("/callback");
  }

  @Test
  void twoHundredVisitsOfStrangersMakeNoSession() throws Exception {
    var pages =
        List.of(
            "/",
            "/console/projects",
            "/console/cluster/abc/def",
            "/console/nothing",
            "/share/" + stack.token,
            "/share/unknown",
            "/download/unknown",
            "/callback?state=forged&code=stolen",
            "/callback?state=trust-forged&code=stolen",
            "/nothing",
            "/config.json",
            "/api/v2/featuregates",
            "/api/v1/kubeconfig?share=" + stack.token,
            "/api/v1/kubeconfig?state=forged&code=stolen");
    var stranger = HttpClient.newHttpClient();

    for (int i = 0; i < VISITS; i++) {
      var page = pages.get(i % pages.size());
      var answer =
          stranger.send(
              HttpRequest.newBuilder(stack.at(page)).header("Accept", "text/html").build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).as(page).isLessThan(500);
      assertThat(answer.headers().allValues("Set-Cookie"))
          .as(page)
          .noneMatch(cookie -> cookie.contains("SESSION") || cookie.contains("session"));
    }
  }

  @Test
  void theBrowserKeepsWhatItBeganForThreeMinutesAndTheSessionComesWithTheSignIn() {
    var signIn = bob.beginsConsoleSignIn(PROJECTS + "?sort=name");

    assertThat(signIn.start()).setsOneCookie("sign_in", "HttpOnly", "SameSite=Lax", "Max-Age=180");
    assertThat(signIn.request())
        .containsEntry("code_challenge_method", "S256")
        .containsKey("nonce");
    var end = bob.opens(answer(signIn));
    assertThat(end.cookie("JSESSIONID")).isNotEmpty();
    assertThat(end).leadsToPage(PROJECTS + "?sort=name");
    assertThat(bob.opens(PROJECTS)).hasStatus(200);
  }

  @Test
  void severalTabsEndWhereEachBeganWhicheverIsFirst() {
    var first = bob.beginsConsoleSignIn(PROJECTS + "?tab=1");
    var second = bob.beginsConsoleSignIn(PROJECTS + "?tab=2");

    assertThat(bob.opens(answer(second))).leadsToPage(PROJECTS + "?tab=2");
    assertThat(bob.opens(answer(first))).leadsToPage(PROJECTS + "?tab=1");
    assertThat(bob.opens(PROJECTS)).hasStatus(200);
  }

  @Test
  void reloadingAnAnswerEndsInAPageThatLeadsOn() {
    var answer = answer(beginsSignIn(bob));
    bob.opens(answer);

    var reloaded = bob.opens(answer);

    assertThat(reloaded).isRefused("sign-in-expired").setsNoCookie();
    assertThat(bob.opens(reloaded.link("Start again"))).hasStatus(200);
  }

  @Test
  void stateReplayedWithAFreshCode() {
    var signIn = beginsSignIn(bob);
    bob.opens(answer(signIn));

    assertThat(bob.opens(answer(signIn))).isRefused("sign-in-expired").setsNoCookie();
  }

  @Test
  void loginCsrfStateOfAnotherBrowserAndMixUp() {
    var eves = beginsSignIn(stack.person());
    assertThat(bob.opens(answer(eves))).isRefused("sign-in-expired").setsNoCookie();

    var bobs = beginsSignIn(bob);
    assertThat(bob.opens(answer(eves))).isRefused("sign-in-expired").setsNoCookie();
    assertThat(bob.opens(answer(bobs).with("code", eves.code())))
        .isRefused("code-refused")
        .setsNoCookie();

    assertThat(bob.opens(answer(beginsSignIn(bob)).with("iss", "https://evil.example")))
        .isRefused("issuer-mixed-up")
        .setsNoCookie();
  }

  @Test
  void stateOfAShareAndStateThatWasChanged() {
    var share = bob.beginsShareSignIn();
    var signIn = beginsSignIn(bob);
    var state = signIn.state();

    for (var wrong :
        List.of(
            answer(share),
            answer(signIn).with("state", "x" + state),
            answer(signIn).with("state", state.substring(0, state.lastIndexOf('.'))))) {
      assertThat(bob.opens(wrong)).isRefused("sign-in-expired").setsNoCookie();
    }
    assertThat(bob.opens(answer(signIn))).leadsToPage(PROJECTS);
  }

  @Test
  void nonceReplacedAndPkceStripped() {
    assertThat(bob.opens(answer(beginsSignIn(bob).with("nonce", "of-the-attacker"))))
        .isRefused("token-nonce")
        .setsNoCookie();

    assertThat(bob.opens(answer(beginsSignIn(bob).without("code_challenge"))))
        .isRefused("code-refused")
        .setsNoCookie();
  }

  @Test
  void sessionFixationTheSessionThatWasPlantedEndsWithTheSignIn() {
    var eve = stack.person();
    var planted = eve.opens(answer(beginsSignIn(eve))).cookie("JSESSIONID");
    var victims = beginsSignIn(stack.person());

    var end =
        stack
            .person()
            .opens(answer(victims), "Cookie", victims.start().cookie("sign_in") + "; " + planted);

    assertThat(end.cookie("JSESSIONID")).isNotEqualTo(planted);
    assertThat(eve.opens(PROJECTS).status()).isNotEqualTo(200);
  }

  @Test
  void errorThatNobodyAskedForIsNotShown() {
    assertThat(bob.opens("/callback?error=x&error_description=Call+0900-EVIL&state=x"))
        .isRefused("sign-in-expired")
        .setsNoCookie()
        .doesNotSay("0900-EVIL");
  }

  @Test
  void openRedirectThroughThePageThatWasAskedFor() {
    var end = bob.opens(answer(bob.beginsConsoleSignIn("/console//evil.example")));

    var base = URI.create(stack.product.base());
    assertThat(base.resolve(end.location())).hasAuthority(base.getAuthority());
  }

  @Test
  void ofThirtySessionsOfOnePersonTheLastTenLiveAndAnotherPersonSignsIn() {
    var sessions = Stream.generate(() -> stack.person().signsInToTheConsole()).limit(30).toList();

    var statuses = sessions.stream().map(this::statusWith).toList();

    assertThat(statuses.subList(0, 20)).allMatch(status -> status >= 300 && status < 400);
    assertThat(statuses.subList(20, 30)).containsOnly(200);
    provider.bendClaims(claims -> claims.claim("email", "alice@example.com"));
    assertThat(statusWith(stack.person().signsInToTheConsole())).isEqualTo(200);
  }

  /** The status of the console's first page for a browser with only this session. */
  private int statusWith(String session) {
    return stack.person().opens(PROJECTS, "Cookie", session).status();
  }
}
