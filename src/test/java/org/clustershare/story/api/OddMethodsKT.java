package org.clustershare.story.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.clustershare.story.driver.Endpoint;
import org.clustershare.story.driver.HostileProviderStack;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Unsupported methods: the answer is an error of the client (4xx), never one of the server (5xx).
 */
@StoryTest
class OddMethodsKT {
  private static final String MARKER = "a-header-that-a-proxy-added";

  private final HostileProviderStack hostileProviderStack;
  private final RawHttp http;

  OddMethodsKT(HostileProviderStack hostileProviderStack) {
    this.hostileProviderStack = hostileProviderStack;
    this.http = new RawHttp(hostileProviderStack.product.base());
  }

  private RawHttp.Answer send(String method, String path) {
    return http.send(
        "%s %s HTTP/1.1".formatted(method, path),
        List.of("Host: " + http.authority(), "Accept: text/html", "X-Secret: " + MARKER),
        "");
  }

  private List<String> addresses() {
    return Endpoint.ALL.stream()
        .map(endpoint -> endpoint.address().replaceAll("\\{[^}]*}", "nothing"))
        .distinct()
        .toList();
  }

  @Test
  void traceEchoesNothingAnywhere() {
    var softly = new SoftAssertions();
    for (var path : addresses()) {
      var answer = send("TRACE", path);
      softly.assertThat(answer.status()).as(path).isEqualTo(405);
      softly
          .assertThat(String.join("\n", answer.head()) + answer.body())
          .as(path)
          .doesNotContain(MARKER);
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "OPTIONS", "PROPFIND", "get", "PATCH", "PUT", "DELETE", "X"})
  void noMethodIsAnErrorOfOurs(String method) {
    var softly = new SoftAssertions();
    for (var path : addresses()) {
      softly.assertThat(send(method, path).status()).as(path).isLessThan(500);
    }
    softly.assertAll();
  }

  @Test
  void theHeadOfAPageIsThatOfItsGet() {
    for (var path : List.of("/home", "/share/" + hostileProviderStack.token, "/config.json")) {
      var head = send("HEAD", path);

      assertThat(head.status()).as(path).isEqualTo(200);
      assertThat(head.body()).as(path).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nope", "x-user-defined", "utf-16", "\"\"", "%00"})
  void noCharsetIsAnErrorOfOurs(String charset) {
    var answer =
        http.send(
            "POST /api/v2/projects HTTP/1.1",
            List.of(
                "Host: " + http.authority(),
                "Content-Type: application/json; charset=" + charset,
                "Content-Length: 2"),
            "{}");

    assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
  }
}
