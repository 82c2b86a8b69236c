package org.clustershare.story.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.clustershare.story.api.RawHttp;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send headers as large as real tokens, larger ones, and those that hardly send. */
@StoryTest
class SlowAndLargeRequestsKT {
  private static final int SIXTY_FOUR_KIB = 64 * 1024;
  private static final int RESET = -1;
  private static final int CLIENTS = 200;
  private static final Duration PROMPT = Duration.ofSeconds(5);
  private static final String ME = "GET /api/v1/me HTTP/1.1";

  private final Stack stack;
  private final RawHttp http;

  SlowAndLargeRequestsKT(Stack stack) {
    this.stack = stack;
    this.http = new RawHttp(stack.product.base());
  }

  private RawHttp.Answer me(String... headers) {
    var all = new ArrayList<>(List.of("Host: " + http.authority()));
    all.addAll(List.of(headers));
    return http.send(ME, all, "");
  }

  private static String header(String name, String start, int length) {
    return name + ": " + start + "x".repeat(length - start.length());
  }

  private String bearer() {
    return "Authorization: Bearer " + stack.issuer.idToken(Stack.ALICE);
  }

  @Test
  void aTokenOf64KibIsReadAndRefusedAsAToken() {
    var answer = me(header("Authorization", "Bearer ", "Bearer ".length() + SIXTY_FOUR_KIB));

    assertThat(answer.status()).as(answer.body()).isEqualTo(401);
    assertThat(answer.body()).contains("token-invalid");
  }

  @Test
  void cookiesOf64KibDisturbNoCall() {
    var answer = me(header("Cookie", "a=", SIXTY_FOUR_KIB), bearer());

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void bothOf64KibFit() {
    var answer =
        me(
            header("Cookie", "a=", SIXTY_FOUR_KIB),
            header("Authorization", "Bearer ", SIXTY_FOUR_KIB));

    assertThat(answer.status()).as(answer.body()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "Cookie"})
  void aLargerHeaderIsRefusedWithAReason(String name) {
    var answer = me(header(name, "Bearer ", SIXTY_FOUR_KIB + 1025));

    assertThat(answer.status()).as(answer.body()).isEqualTo(431);
    assertThat(answer.body()).contains("header-too-large", name);
  }

  @Test
  void headersWithoutEndAreRefusedPromptly() {
    var begun = Instant.now();

    // The product closes the connection, maybe before it has read all, which resets it.
    assertThat(statusOrReset(header("X-Long", "", 10 * SIXTY_FOUR_KIB))).isIn(400, 431, RESET);
    assertThat(Duration.between(begun, Instant.now())).isLessThan(PROMPT);
  }

  private int statusOrReset(String header) {
    try {
      return me(header).status();
    } catch (UncheckedIOException reset) {
      return RESET;
    }
  }

  /** A request that begins with these lines and does not end. */
  private Socket unfinished(String text) throws IOException {
    var server = URI.create(stack.product.base());
    var socket = new Socket(server.getHost(), server.getPort());
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return socket;
  }

  private void assertOthersAreServedBeside(String unfinished) throws IOException {
    var alice = stack.api(Stack.ALICE);
    var open = new ArrayList<Socket>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        open.add(unfinished(unfinished));
      }
      for (int i = 0; i < 5; i++) {
        var begun = Instant.now();
        assertThat(alice.get("/api/v1/projects").status()).isEqualTo(200);
        assertThat(new Api(stack.product.base(), "").get("/health/live").status()).isEqualTo(200);
        assertThat(Duration.between(begun, Instant.now())).isLessThan(PROMPT);
        for (var socket : open) {
          drip(socket);
        }
      }
    } finally {
      for (var socket : open) {
        socket.close();
      }
    }
  }

  private static void drip(Socket socket) {
    try {
      socket.getOutputStream().write('a');
    } catch (IOException closedByTheProduct) {
      // Just what it may do.
      assertThat(socket.isConnected()).isTrue();
    }
  }

  @Test
  void clientsThatNeverEndTheirHeadersHoldNoThread() throws IOException {
    assertOthersAreServedBeside("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/projects", "/share/x", "/console/projects", "/sign-out"})
  void strangersThatNeverEndTheirBodiesDoNotTakeAllThreads(String path) throws IOException {
    var type = path.startsWith("/api") ? "application/json" : "application/x-www-form-urlencoded";
    assertOthersAreServedBeside(
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: 1000\r\n\r\n{"
            .formatted(path, type));
  }

  @Test
  void aBodyThatDripsIsRefusedAfterTwentySeconds() throws IOException {
    var begun = Instant.now();
    var head =
        "POST /api/v1/projects HTTP/1.1\r\nHost: localhost\r\n%s\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
            .formatted(bearer());
    try (var socket = unfinished(head)) {
      socket.setSoTimeout(1_000);
      var answer = new StringBuilder();
      while (answer.isEmpty() && Duration.between(begun, Instant.now()).toSeconds() < 60) {
        drip(socket);
        read(socket, answer);
      }
      assertThat(answer.toString()).startsWith("HTTP/1.1 408");
    }
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(30));
  }

  private static void read(Socket socket, StringBuilder answer) throws IOException {
    try {
      int next = socket.getInputStream().read();
      if (next >= 0) {
        answer.append((char) next);
        answer.append(new String(socket.getInputStream().readNBytes(11), ISO_8859_1));
      }
    } catch (java.net.SocketTimeoutException notYet) {
      assertThat(answer).isEmpty();
    }
  }
}
