package org.clustershare.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.clustershare.kubernetes.ScriptedApiServer.EVERYTHING;
import static org.clustershare.kubernetes.ScriptedApiServer.LIMITS;
import static org.clustershare.kubernetes.ScriptedApiServer.PATH;
import static org.clustershare.kubernetes.ScriptedApiServer.access;
import static org.clustershare.kubernetes.ScriptedApiServer.send;
import static org.clustershare.kubernetes.ScriptedApiServer.status;

import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which credentials a call is sent with, and where they are written. */
class ClusterApiCredentialsTest {
  @RegisterExtension final ScriptedApiServer server = new ScriptedApiServer();
  private final AtomicInteger calls = server.calls;
  private final ClusterApi api = server.api();

  @Test
  void theTokenIsSentAndNeverPrinted() {
    var sent = new CopyOnWriteArrayList<String>();
    server.when(
        (exchange, call) -> {
          sent.addAll(exchange.getRequestHeaders().get("Authorization"));
          send(exchange, 403, status(403, "Forbidden"));
        });

    assertThatThrownBy(() -> api.delete(PATH, JsonValue.EMPTY_JSON_OBJECT))
        .isInstanceOf(ClusterRefusedException.class)
        .hasMessage("the message");
    assertThat(sent).containsExactly("Bearer very-secret-token");
  }

  @Test
  void replacedCredentialsAreUsedWithinTheSameCall() {
    server.when(
        (exchange, call) -> {
          var token = exchange.getRequestHeaders().getFirst("Authorization");
          boolean known = token.equals("Bearer new-token");
          send(
              exchange,
              known ? 200 : 401,
              known ? "{\"kind\":\"A\"}" : status(401, "Unauthorized"));
        });
    var address = server.address();
    var apis = new ClusterApis(EVERYTHING, Dns.SYSTEM, LIMITS);

    var renewed = apis.of("c", kept(address, "old-token"), () -> kept(address, "new-token"));
    var notRenewed = apis.of("d", kept(address, "old-token"), () -> kept(address, "old-token"));

    assertThat(renewed.get(PATH).getString("kind")).isEqualTo("A");
    assertThat(renewed.create(PATH, JsonValue.EMPTY_JSON_OBJECT).getString("kind")).isEqualTo("A");
    assertThatExceptionOfType(ClusterRefusedException.class)
        .isThrownBy(() -> notRenewed.get(PATH))
        .matches(ClusterRefusedException::unauthorized);
    // Two for each call that was renewed, one for the one that could not be: no endless trying.
    assertThat(calls).hasValue(5);
  }

  @Test
  void aSealIsOpenedOncePerConnection() {
    var seen = new ArrayList<String>();
    server.when(
        (exchange, call) -> {
          seen.add(exchange.getRequestHeaders().getFirst("Authorization"));
          send(exchange, 200, "{\"kind\":\"A\"}");
        });
    var address = server.address();
    var apis = new ClusterApis(EVERYTHING, Dns.SYSTEM, LIMITS);
    var opened = new ArrayList<String>();

    for (var token : List.of("one", "one", "two", "two", "one")) {
      var kept =
          new SealedAccess(
              "row with " + token,
              () -> {
                opened.add(token);
                return access(address, token);
              });
      apis.of("c", kept, () -> kept).get(PATH);
    }

    // The very next call after a change goes with the new credentials, each time.
    assertThat(seen)
        .containsExactly("Bearer one", "Bearer one", "Bearer two", "Bearer two", "Bearer one");
    assertThat(opened).containsExactly("one", "two", "one");

    // When the cluster is removed, nothing of it stays.
    apis.forget("c");
    var again = new SealedAccess("row with one", () -> access(address, "three"));
    apis.of("c", again, () -> again).get(PATH);
    assertThat(seen).last().isEqualTo("Bearer three");
  }

  private static SealedAccess kept(URI address, String token) {
    return new SealedAccess(token, () -> access(address, token));
  }
}
