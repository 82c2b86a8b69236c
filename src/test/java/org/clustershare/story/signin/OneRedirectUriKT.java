package org.clustershare.story.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.clustershare.story.driver.ConsoleCookie;
import org.clustershare.story.driver.Forms;
import org.clustershare.story.driver.HostileProviderStack;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.Visitor.Page;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sign-ins to the console, for shares and for trust checks, which end at one redirect URI: no kind
 * takes an answer of another kind or of another browser (RFC 9700, section 4).
 */
@StoryTest
class OneRedirectUriKT {
  private static final String ONE = "/api/v1/kubeconfig";
  private static final String EARLIER = "/callback";
  private static final String ALICE = "alice@example.com";

  private final HostileProviderStack stack;
  private final HostileProvider provider;

  OneRedirectUriKT(HostileProviderStack stack) {
    this.stack = stack;
    this.provider = stack.provider;
  }

  /** The kinds of sign-in, each with the reason for which it refuses a state. */
  enum Kind {
    CONSOLE("sign-in-expired"),
    SHARE("exchange-state-wrong"),
    TRUST_CHECK("trust-sign-in-wrong");

    private final String refusal;

    Kind(String refusal) {
      this.refusal = refusal;
    }
  }

  @BeforeEach
  void behave() {
    provider.behave();
    provider.bendClaims(claims -> claims.claim("email", ALICE));
  }

  /** A browser in which Alice has signed in to the console. */
  private Visitor signedIn() {
    var browser = stack.browser();
    ConsoleCookie.of(stack, browser);
    return browser;
  }

  private Map<String, String> begin(Kind kind, Visitor browser) {
    return switch (kind) {
      case CONSOLE -> parameters(location(browser.get(stack.at("/console/members/x?tab=1"))));
      case SHARE -> stack.begin(browser);
      case TRUST_CHECK -> {
        var page = browser.get(trustPage());
        var sent = browser.post(trustPage(), Forms.of(page, "trust").pressing("trust:check"));
        var refresh = sent.headers().firstValue("Refresh").orElseThrow();
        yield parameters(refresh.substring(refresh.indexOf("url=") + 4));
      }
    };
  }

  /** Begins a sign-in in a new browser; a trust check needs a session, the others none. */
  private Begun begin(Kind kind) {
    var browser = kind == Kind.TRUST_CHECK ? signedIn() : stack.browser();
    return new Begun(browser, begin(kind, browser));
  }

  private record Begun(Visitor browser, Map<String, String> request) {
    String state() {
      return HostileProviderStack.state(request);
    }
  }

  private URI trustPage() {
    var parts = stack.clusterPath.split("/", -1);
    return stack.at("/console/trust/%s/%s".formatted(parts[4], parts[6]));
  }

  private static Map<String, String> parameters(String address) {
    return HostileProvider.single(URI.create(address).getRawQuery());
  }

  private static String location(Page page) {
    return page.headers().firstValue("Location").orElseThrow();
  }

  private URI answer(String path, String state, String more) {
    return stack.at(
        "%s?state=%s&iss=%s&%s"
            .formatted(
                path,
                HostileProviderStack.encoded(state),
                HostileProviderStack.encoded(provider.url().toString()),
                more));
  }

  private URI answer(String path, Map<String, String> request) {
    return answer(path, HostileProviderStack.state(request), "code=" + provider.code(request));
  }

  private void assertCompleted(Kind kind, Page page) {
    assertThat(page.status()).as(page.body()).isBetween(300, 399);
    assertThat(URI.create(location(page)).getPath())
        .startsWith(
            switch (kind) {
              case CONSOLE -> "/console/members/x";
              case SHARE -> "/download/";
              case TRUST_CHECK -> trustPage().getPath();
            });
  }

  /** The reason of the page's kind, or that of the path for a state that names no kind. */
  private static String refusal(String path, Kind kind) {
    // No sign-in for a share ends at /callback, so its state means nothing there.
    return path.equals(EARLIER) && kind == Kind.SHARE ? Kind.CONSOLE.refusal : kind.refusal;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theProviderNeedsToKnowOneRedirectUri(Kind kind) {
    var begun = begin(kind);

    assertThat(begun.request())
        .containsEntry("redirect_uri", stack.product.base() + ONE)
        .containsEntry("code_challenge_method", "S256")
        .containsKey("nonce");
    assertThat(begun.state()).hasSizeLessThanOrEqualTo(2048);
    var payload =
        new String(
            Base64.getUrlDecoder().decode(begun.state().split("\\.", -1)[1]),
            StandardCharsets.UTF_8);
    assertThat(Json.createReader(new StringReader(payload)).readObject())
        .containsKeys("jti", "kind", "iat", "exp");
    assertThat(payload).doesNotContain(ALICE);
    assertCompleted(kind, begun.browser().get(answer(ONE, begun.request())));
  }

  @ParameterizedTest
  @EnumSource(names = {"CONSOLE", "TRUST_CHECK"})
  void theEarlierRedirectUriStillCompletesASignIn(Kind kind) {
    var begun = begin(kind);

    assertCompleted(kind, begun.browser().get(answer(EARLIER, begun.request())));
  }

  @Test
  void aSharesAnswerIsNoneAtTheEarlierRedirectUri() {
    var begun = begin(Kind.SHARE);

    stack.assertRefused(
        begun.browser().get(answer(EARLIER, begun.request())), Kind.CONSOLE.refusal);
    assertCompleted(Kind.SHARE, begun.browser().get(answer(ONE, begun.request())));
  }

  @Test
  void oneBrowserHasASignInOfEachKindAtOnce() {
    var browser = signedIn();
    var trustCheck = begin(Kind.TRUST_CHECK, browser);
    var share = begin(Kind.SHARE, browser);

    assertCompleted(Kind.SHARE, browser.get(answer(ONE, share)));
    assertCompleted(Kind.TRUST_CHECK, browser.get(answer(ONE, trustCheck)));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void loginCsrfAnAttackersAnswerInABrowserThatBeganEveryKind(Kind kind) {
    var eve = begin(kind);
    var bob = signedIn();
    begin(Kind.SHARE, bob);
    begin(Kind.TRUST_CHECK, bob);

    for (var path : List.of(ONE, EARLIER)) {
      stack.assertRefused(bob.get(answer(path, eve.request())), refusal(path, kind));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aUsedStateIsUsedOnEitherPath(Kind kind) {
    var begun = begin(kind);
    assertCompleted(kind, begun.browser().get(answer(ONE, begun.request())));

    for (var path : List.of(ONE, EARLIER)) {
      var replayed = begun.browser().get(answer(path, begun.request()));
      stack.assertRefused(
          replayed,
          kind == Kind.SHARE && path.equals(ONE) ? "exchange-replayed" : refusal(path, kind));
    }
  }

  /** A cookie of one kind, under the name of another kind's. */
  @ParameterizedTest
  @CsvSource({"CONSOLE,sign_in,SHARE,csrf_token", "SHARE,csrf_token,CONSOLE,sign_in"})
  void aCookieOfOneKindCompletesNoOther(Kind kind, String cookie, Kind other, String otherCookie) {
    var begun =
        kind == Kind.SHARE
            ? stack.browser().get(stack.at(ONE + "?style=auth-provider&share=" + stack.token))
            : stack.browser().get(stack.at("/console/projects"));
    var request = parameters(location(begun));
    var values = new EnumMap<Kind, String>(Kind.class);
    values.put(kind, cookieValue(begun, cookie));
    var ofOther =
        other == Kind.SHARE
            ? stack.browser().get(stack.at(ONE + "?style=auth-provider&share=" + stack.token))
            : stack.browser().get(stack.at("/console/projects"));
    values.put(other, cookieValue(ofOther, otherCookie));

    stack.assertRefused(
        stack.browser().get(answer(ONE, request), "Cookie", cookie + "=" + values.get(other)),
        kind.refusal);
    stack.assertRefused(
        stack.browser().get(answer(ONE, request), "Cookie", otherCookie + "=" + values.get(kind)),
        kind.refusal);
    stack.assertRefused(
        stack
            .browser()
            .get(
                answer(ONE, parameters(location(ofOther))),
                "Cookie",
                otherCookie + "=" + values.get(kind)),
        other.refusal);
    // The same cookie value starts no sign-in of another kind either: the browser gets a new one.
    var restarted =
        stack
            .browser()
            .get(
                other == Kind.SHARE
                    ? stack.at(ONE + "?style=auth-provider&share=" + stack.token)
                    : stack.at("/console/projects"),
                "Cookie",
                otherCookie + "=" + values.get(kind));
    assertThat(secret(cookieValue(restarted, otherCookie))).isNotEqualTo(secret(values.get(kind)));
  }

  private static String secret(String cookie) {
    return cookie.split("\\.", -1)[0];
  }

  private static String cookieValue(Page page, String name) {
    return page.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .map(cookie -> cookie.split(";", -1)[0].substring(name.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aStateThatClaimsAnotherKindIsRefused(Kind kind) {
    var begun = begin(kind);
    var parts = begun.state().split("\\.", -1);
    var payload =
        Json.createReader(
                new StringReader(
                    new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)))
            .readObject();

    for (var claimed : List.of("console", "share", "trust-check", "another")) {
      if (claimed.equals(payload.getString("kind"))) {
        continue;
      }
      var changed = Json.createObjectBuilder(payload).add("kind", claimed).build().toString();
      var state = String.join(".", parts[0], base64(changed), parts[2]);
      for (var path : List.of(ONE, EARLIER)) {
        stack.assertRefused(
            begun.browser().get(answer(path, state, "code=" + provider.code(begun.request()))),
            switch (claimed) {
              case "console" -> Kind.CONSOLE.refusal;
              case "trust-check" -> Kind.TRUST_CHECK.refusal;
              default -> path.equals(ONE) ? Kind.SHARE.refusal : Kind.CONSOLE.refusal;
            });
      }
    }
    assertCompleted(kind, begun.browser().get(answer(ONE, begun.request())));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"alg\":\"none\"}",
        "{\"alg\":\"HS512\",\"typ\":\"sign-in-state+jwt\"}",
        "{\"alg\":\"HS256\"}",
        "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
        "{\"alg\":\"RS256\",\"typ\":\"sign-in-state+jwt\"}",
        "{\"alg\":\"HS256\",\"typ\":\"sign-in-restart+jwt\"}",
        "{\"alg\":\"dir\",\"enc\":\"A256GCM\"}",
        "null",
        "[]"
      })
  void aStateWithAnotherHeaderIsRefused(String header) {
    for (var kind : Kind.values()) {
      var begun = begin(kind);
      var parts = begun.state().split("\\.", -1);
      for (var signature : List.of(parts[2], "")) {
        var state = String.join(".", base64(header), parts[1], signature);
        for (var path : List.of(ONE, EARLIER)) {
          stack.assertRefused(
              begun.browser().get(answer(path, state, "code=" + provider.code(begun.request()))),
              refusal(path, kind));
        }
      }
    }
  }

  /** A sign-in that began before an upgrade ends in a page that leads on. */
  @Test
  void statesOfEarlierVersionsEndInAPage() {
    var browser = signedIn();
    var console = base64("{\"id\":\"x\",\"path\":\"/console/projects\",\"at\":1800000000}");
    var share = base64("{\"id\":\"x\",\"share\":\"x\",\"client\":\"x\",\"style\":\"exec\"}");
    var signature = "A".repeat(43);

    var atConsole = browser.get(answer(EARLIER, console + "." + signature, "code=x"));
    stack.assertRefused(atConsole, "sign-in-expired");
    assertThat(atConsole.link("Start again").getPath()).isEqualTo("/console/projects");
    stack.assertRefused(
        browser.get(answer(EARLIER, "trust-" + signature, "code=x")), "trust-sign-in-wrong");
    stack.assertRefused(
        browser.get(answer(ONE, share + "." + signature + "." + signature, "code=x")),
        "exchange-state-wrong");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void parametersThatComeTwiceAreRefusedAndLeaveTheSignInOpen(Kind kind) {
    var begun = begin(kind);
    var paths = kind == Kind.SHARE ? List.of(ONE) : List.of(ONE, EARLIER);
    for (var path : paths) {
      for (var more : List.of("&code=b", "&state=b", "&iss=b", "&error=b&error=c", "&id_token=x")) {
        var refused = begun.browser().get(URI.create(answer(path, begun.request()) + more));

        stack.assertRefused(refused, kind == Kind.SHARE ? "exchange-answer-wrong" : kind.refusal);
      }
    }
    assertCompleted(kind, begun.browser().get(answer(ONE, begun.request())));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aRefusalOfTheProviderLeadsBackToWhereThePersonBegan(Kind kind) {
    var paths = kind == Kind.SHARE ? List.of(ONE) : List.of(ONE, EARLIER);
    for (var path : paths) {
      var begun = begin(kind);
      var refused = begun.browser().get(answer(path, begun.state(), "error=access_denied"));

      stack.assertRefused(refused, "sign-in-refused");
      assertThat(refused.link("Start again").toString())
          .startsWith(
              switch (kind) {
                case CONSOLE -> stack.product.base() + "/console/members/x?tab=1";
                case SHARE -> stack.product.base() + ONE + "?again=";
                case TRUST_CHECK -> trustPage().toString();
              });
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void mixUpTheAnswerOfAnotherProviderIsRefused(Kind kind) {
    var begun = begin(kind);
    var mixedUp =
        answer(ONE, begun.request())
            .toString()
            .replace(
                HostileProviderStack.encoded(provider.url().toString()),
                HostileProviderStack.encoded("https://evil.example"));

    stack.assertRefused(begun.browser().get(URI.create(mixedUp)), "issuer-mixed-up");
  }

  @Test
  void aTrustCheckEndsWithItsSession() {
    var begun = begin(Kind.TRUST_CHECK);
    begun.browser().post(stack.at("/sign-out"), "", "Origin", stack.product.base());
    ConsoleCookie.of(stack, begun.browser());

    stack.assertRefused(
        begun.browser().get(answer(ONE, begun.request())), Kind.TRUST_CHECK.refusal);
  }

  @Test
  void aTrustCheckTakesNoTokenOfAnotherPerson() {
    var begun = begin(Kind.TRUST_CHECK);
    provider.bendClaims(claims -> claims.claim("email", "bob@example.com"));

    stack.assertRefused(begun.browser().get(answer(ONE, begun.request())), "trust-another-person");
  }

  @Test
  void aBearerTokenCompletesNoTrustCheck() {
    var begun = begin(Kind.TRUST_CHECK);
    var stranger = stack.browser();

    stack.assertRefused(
        stranger.get(
            answer(ONE, begun.request()), "Authorization", "Bearer " + provider.idToken(ALICE)),
        Kind.TRUST_CHECK.refusal);
  }
}
