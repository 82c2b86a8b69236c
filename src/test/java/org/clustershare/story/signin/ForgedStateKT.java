package org.clustershare.story.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.browser.PageAssert.assertThat;
import static org.clustershare.story.signin.SignInsOfEachKind.BOTH;
import static org.clustershare.story.signin.SignInsOfEachKind.EARLIER;
import static org.clustershare.story.signin.SignInsOfEachKind.ONE;

import jakarta.json.Json;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.clustershare.story.driver.HostileProviderStack;
import org.clustershare.story.driver.browser.BrowserSignIn;
import org.clustershare.story.signin.SignInsOfEachKind.Kind;
import org.clustershare.testbed.Visitor.Page;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * States that an attacker has changed, states of an earlier version, and cookies of another kind of
 * sign-in: the product refuses each at both redirect URIs (RFC 9700, section 4; RFC 8725).
 */
@StoryTest
class ForgedStateKT {
  private final HostileProviderStack stack;
  private final SignInsOfEachKind signIns;

  ForgedStateKT(HostileProviderStack stack) {
    this.stack = stack;
    this.signIns = new SignInsOfEachKind(stack);
  }

  @BeforeEach
  void behave() {
    signIns.asAlice();
  }

  /** A cookie of one kind, under the name of another kind's. */
  @ParameterizedTest
  @CsvSource({"CONSOLE,sign_in,SHARE,csrf_token", "SHARE,csrf_token,CONSOLE,sign_in"})
  void aCookieOfOneKindCompletesNoOther(Kind kind, String cookie, Kind other, String otherCookie) {
    var signIn = begin(kind);
    var value = value(signIn.start(), cookie);
    var others = begin(other);
    var othersValue = value(others.start(), otherCookie);

    assertThat(stack.person().opens(signIn.answer(), "Cookie", cookie + "=" + othersValue))
        .isRefused(kind.refusal());
    assertThat(stack.person().opens(signIn.answer(), "Cookie", otherCookie + "=" + value))
        .isRefused(kind.refusal());
    assertThat(stack.person().opens(others.answer(), "Cookie", otherCookie + "=" + value))
        .isRefused(other.refusal());
    // The same cookie value starts no sign-in of another kind either: the browser gets a new one.
    var restarted = stack.person().opens(start(other), "Cookie", otherCookie + "=" + value);
    assertThat(secret(value(restarted, otherCookie))).isNotEqualTo(secret(value));
  }

  private BrowserSignIn begin(Kind kind) {
    return kind == Kind.SHARE
        ? stack.person().beginsShareSignIn()
        : stack.person().beginsConsoleSignIn(start(kind));
  }

  private String start(Kind kind) {
    return kind == Kind.SHARE
        ? ONE + "?style=auth-provider&share=" + stack.token
        : "/console/projects";
  }

  private static String value(Page page, String cookie) {
    return page.cookie(cookie).substring(cookie.length() + 1);
  }

  private static String secret(String cookie) {
    return cookie.split("\\.", -1)[0];
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aStateThatClaimsAnotherKindIsRefused(Kind kind) {
    var signIn = signIns.begin(kind);
    var parts = signIn.state().split("\\.", -1);
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
      for (var path : BOTH) {
        assertThat(signIn.browser().opens(signIn.answer().at(path).with("state", state)))
            .isRefused(
                switch (claimed) {
                  case "console" -> Kind.CONSOLE.refusal();
                  case "trust-check" -> Kind.TRUST_CHECK.refusal();
                  default -> path.equals(ONE) ? Kind.SHARE.refusal() : Kind.CONSOLE.refusal();
                });
      }
    }
    signIns.assertCompletes(kind, signIn);
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
      var signIn = signIns.begin(kind);
      var parts = signIn.state().split("\\.", -1);
      for (var signature : List.of(parts[2], "")) {
        var state = String.join(".", base64(header), parts[1], signature);
        for (var path : BOTH) {
          assertThat(signIn.browser().opens(signIn.answer().at(path).with("state", state)))
              .isRefused(kind.refusalAt(path));
        }
      }
    }
  }

  /** A sign-in that began before an upgrade ends in a page that leads on. */
  @Test
  void statesOfEarlierVersionsEndInAPage() {
    var browser = signIns.signedIn();
    var answer = stack.person().beginsShareSignIn().answer().with("code", "x");
    var console = base64("{\"id\":\"x\",\"path\":\"/console/projects\",\"at\":1800000000}");
    var share = base64("{\"id\":\"x\",\"share\":\"x\",\"client\":\"x\",\"style\":\"exec\"}");
    var signature = "A".repeat(43);

    var atConsole = browser.opens(answer.at(EARLIER).with("state", console + "." + signature));
    assertThat(atConsole).isRefused("sign-in-expired");
    assertThat(atConsole.link("Start again").getPath()).isEqualTo("/console/projects");
    assertThat(browser.opens(answer.at(EARLIER).with("state", "trust-" + signature)))
        .isRefused("trust-sign-in-wrong");
    assertThat(
            browser.opens(answer.at(ONE).with("state", share + "." + signature + "." + signature)))
        .isRefused("exchange-state-wrong");
  }
}
