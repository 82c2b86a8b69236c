package org.clustershare.story.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.browser.PageAssert.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.clustershare.story.driver.HostileProviderStack;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A provider whose token endpoint answers with something else than OpenID Connect Core 1.0 (section
 * 3.1.3.3) asks for, or never ends its answer. The product refuses each answer with its reason and
 * without a file. {@link ForgedSignatureKT} and {@link HostileClaimsKT} have its ID tokens.
 */
@StoryTest
class HostileProviderKT {
  private final HostileProviderStack stack;
  private final HostileProvider provider;

  HostileProviderKT(HostileProviderStack stack) {
    this.stack = stack;
    this.provider = stack.provider;
  }

  @BeforeEach
  void behave() {
    provider.behave();
  }

  @Test
  void anHonestSignInEndsInTheFile() {
    var page = stack.signIn();

    assertThat(page).hasStatus(303);
    assertThat(page.location()).contains("/download/");
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        answered("no ID token", "code-refused", "id_token", ""),
        answered("an ID token that is none", "code-refused", "id_token", "not.a.token"),
        answered("a token that is not a bearer's", "code-refused", "token_type", "mac"),
        answered("no access token", "code-refused", "access_token", ""),
        answered("no refresh token", "refresh-token-missing-other", "refresh_token", ""),
        answered(
            "a refresh token with a line break", "code-refused", "refresh_token", "x\nadmin: true"),
        answered(
            "an oversized refresh token", "code-refused", "refresh_token", "x".repeat(70_000)));
  }

  private static Arguments answered(String name, String reason, String field, String value) {
    return arguments(name, reason, field, value);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("answers")
  void anAnswerThatLacksWhatItMustHaveIsRefused(
      String name, String reason, String field, String value) {
    provider.bendTokens(
        answer -> {
          answer.remove(field);
          if (!value.isEmpty()) {
            answer.put(field, value);
          }
          return answer;
        });

    assertThat(stack.signIn()).isRefused(reason);
  }

  @Test
  void anOversizedAnswerIsCutOff() {
    provider.replaceAnswer(
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, 0);
          try (var out = exchange.getResponseBody()) {
            for (int i = 0; i < 64; i++) {
              out.write(new byte[1024 * 1024]);
            }
          } catch (IOException cutOff) {
            exchange.close();
          }
        });

    assertThat(stack.signIn()).isRefused("issuer-unavailable");
  }

  /** After 15 s the answer ends honestly: a product that waits for it completes the sign-in. */
  @Test
  void anAnswerThatDripsIsGivenUp() {
    provider.beforeAnswer(HostileProviderKT::dripForFifteenSeconds);

    assertThat(stack.signIn()).isRefused("issuer-unavailable");
  }

  private static void dripForFifteenSeconds(OutputStream body) throws IOException {
    for (int i = 0; i < 30; i++) {
      body.write(' ');
      body.flush();
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
  }

  @Test
  void aRedirectOfTheTokenEndpointIsNotFollowedWithTheCodeInHand() {
    provider.replaceAnswer(
        exchange -> {
          exchange.getResponseHeaders().add("Location", provider.url() + "/stranger");
          HostileProvider.send(exchange, 307, "");
        });

    assertThat(stack.signIn()).isRefused("code-refused");
    assertThat(provider.strangers()).isZero();
  }

  @Test
  void anAnswerThatIsAPageIsRefused() {
    provider.replaceAnswer(
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          HostileProvider.send(exchange, 200, "<h1>Sign in</h1>");
        });

    assertThat(stack.signIn()).isRefused("code-refused");
  }

  @Test
  void theWordsOfARefusalAreShownAsText() {
    provider.replaceAnswer(
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          HostileProvider.send(
              exchange,
              400,
              "{\"error\": \"invalid_grant\", \"error_description\": \"<img src=x onerror=y>\\r"
                  + "\\n"
                  + "Set-Cookie: a=b\"}");
        });

    assertThat(stack.signIn()).isRefused("code-refused").says("&lt;img").doesNotSay("<img src=x");
  }
}
