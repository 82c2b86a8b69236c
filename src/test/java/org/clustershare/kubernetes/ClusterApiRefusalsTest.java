package org.clustershare.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.clustershare.kubernetes.ScriptedApiServer.PATH;
import static org.clustershare.kubernetes.ScriptedApiServer.send;
import static org.clustershare.kubernetes.ScriptedApiServer.status;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are refused because they are not an answer of Kubernetes, and refusals by it. */
class ClusterApiRefusalsTest {
  @RegisterExtension final ScriptedApiServer server = new ScriptedApiServer();
  private final List<String> seen = server.seen;
  private final ClusterApi api = server.api();

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "1", "{\"kind\":"})
  void anAnswerThatIsNoObjectIsRefused(String garbage) {
    server.when((exchange, call) -> send(exchange, 200, garbage));

    assertThatExceptionOfType(ClusterUnreachableException.class).isThrownBy(() -> api.get(PATH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"kind\":\"NamespaceList\"}",
        "{\"items\":[]}",
        "{\"kind\":\"NamespaceList\",\"items\":[1]}",
        "{\"kind\":\"NamespaceList\",\"items\":[{}]}",
        "{\"kind\":\"NamespaceList\",\"items\":[{\"metadata\":null}]}",
        "{\"kind\":\"NamespaceList\",\"items\":[{\"metadata\":{\"name\":3}}]}"
      })
  void anAnswerThatIsNoListIsRefused(String garbage) {
    server.when((exchange, call) -> send(exchange, 200, garbage));

    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> api.list(PATH, ""));
  }

  @Test
  void aRedirectIsNotFollowed() {
    server.when(
        (exchange, call) -> {
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          send(exchange, 307, "");
        });

    assertThatThrownBy(() -> api.get(PATH)).hasMessageContaining("does not follow redirects");
    assertThat(seen).containsExactly("GET " + PATH);
  }

  @Test
  void onlyAStatusOfKubernetesMeansNotFound() {
    server.when(
        (exchange, call) ->
            send(exchange, 404, call == 1 ? status(404, "NotFound") : "404 page not found"));

    assertThat(api.find(PATH)).isEmpty();
    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> api.find(PATH))
        .withMessageContaining("status 404");
  }

  @Test
  void compressedAnswersAreNeitherWantedNorRead() {
    var accepted = new CopyOnWriteArrayList<String>();
    server.when(
        (exchange, call) -> {
          accepted.addAll(exchange.getRequestHeaders().get("Accept-Encoding"));
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          var bytes = new ByteArrayOutputStream();
          try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write("{\"kind\":\"A\"}".getBytes(UTF_8));
          }
          exchange.sendResponseHeaders(200, bytes.size());
          exchange.getResponseBody().write(bytes.toByteArray());
          exchange.close();
        });

    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> api.get(PATH))
        .withMessageContaining("is not JSON of Kubernetes");
    assertThat(accepted).containsExactly("identity");
  }

  @Test
  void aLongRefusalIsShortened() {
    var status =
        "{\"kind\":\"Status\",\"reason\":\"%s\",\"message\":\"%s\",\"details\":{\"causes\":[%s{}]}}"
            .formatted(
                "R".repeat(100_000), "m".repeat(500_000), "{\"field\":\"f\"},".repeat(10_000));
    server.when((exchange, call) -> send(exchange, 403, status));

    assertThatExceptionOfType(ClusterRefusedException.class)
        .isThrownBy(() -> api.get(PATH))
        .matches(refused -> refused.reason().length() <= 100)
        .matches(refused -> refused.sentence().length() <= 510);
  }
}
