package org.clustershare.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.clustershare.kubernetes.ScriptedApiServer.BODY;
import static org.clustershare.kubernetes.ScriptedApiServer.EVERYTHING;
import static org.clustershare.kubernetes.ScriptedApiServer.PATH;
import static org.clustershare.kubernetes.ScriptedApiServer.page;
import static org.clustershare.kubernetes.ScriptedApiServer.send;
import static org.clustershare.kubernetes.ScriptedApiServer.status;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.kubernetes.json.FieldMask;
import org.clustershare.kubernetes.json.ItemMapping;
import org.clustershare.platform.net.AddressPolicy;
import org.clustershare.platform.net.NetworkRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to an API server, and what is read from its answers. */
class ClusterApiTest {
  @RegisterExtension final ScriptedApiServer server = new ScriptedApiServer();
  private final AtomicInteger calls = server.calls;
  private final List<String> seen = server.seen;
  private final ClusterApi api = server.api();

  @Test
  void pagesAreReadToTheEnd() {
    server.when((exchange, call) -> send(exchange, 200, page("n" + call, call < 3 ? "a=&b" : "")));

    assertThat(api.list(PATH, "component=userClusterRole")).hasSize(3);
    assertThat(seen)
        .containsExactly(
            "GET " + PATH + "?limit=500&labelSelector=component%3DuserClusterRole",
            "GET "
                + PATH
                + "?limit=500&labelSelector=component%3DuserClusterRole&continue=a%3D%26b",
            "GET "
                + PATH
                + "?limit=500&labelSelector=component%3DuserClusterRole&continue=a%3D%26b");
  }

  @Test
  void aListOfNothingCanBeNull() {
    server.when(
        (exchange, call) -> send(exchange, 200, "{\"kind\":\"NamespaceList\",\"items\":null}"));

    assertThat(api.list(PATH, "")).isEmpty();
  }

  @Test
  void aListWhosePageExpiredBeginsOnceMore() {
    server.when(
        (exchange, call) ->
            send(
                exchange,
                call == 2 ? 410 : 200,
                call == 2 ? status(410, "Expired") : page("n" + call, call == 1 ? "more" : "")));

    assertThat(api.list(PATH, "")).hasSize(1);
    assertThat(calls).hasValue(3);
  }

  @Test
  void writesNameTheFieldManager() {
    server.when((exchange, call) -> send(exchange, 200, "{}"));

    api.create(PATH, BODY);
    api.replace(PATH + "/x", BODY);
    api.apply(PATH + "/x", BODY);
    api.delete(PATH + "/x");

    assertThat(seen)
        .containsExactly(
            "POST " + PATH + "?fieldManager=cluster-share",
            "PUT " + PATH + "/x?fieldManager=cluster-share",
            "PATCH " + PATH + "/x?fieldManager=cluster-share&force=true",
            "DELETE " + PATH + "/x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a?b", "ä b", "a#b", "a;b", "..a", "a&b=c", "a\\b"})
  void aNameLeadsNowhereElse(String name) {
    server.when((exchange, call) -> send(exchange, 200, "{}"));

    api.get(ApiPath.of("api", "v1", "namespaces", name));

    assertThat(URI.create(seen.get(0).substring("GET ".length())).getPath())
        .isEqualTo(PATH + "/" + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "..%2f", "%"})
  void aNameThatKubernetesCannotHaveMakesNoPath(String name) {
    assertThat(ApiPath.isName(name)).isFalse();
    assertThatThrownBy(() -> ApiPath.of("api", name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aHostIsJudgedByTheAddressThatIsConnectedTo() {
    server.when((exchange, call) -> send(exchange, 200, "{}"));
    var loopback = List.of(InetAddress.getLoopbackAddress());
    var publicOnly = new AddressPolicy(Set.of(NetworkRange.PUBLIC));

    assertThat(server.api("cluster.example.com", EVERYTHING, name -> loopback).get(PATH)).isEmpty();
    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> server.api("cluster.example.com", publicOnly, name -> loopback).get(PATH))
        .withMessageContaining("does not name loopback");
    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> server.api("127.0.0.1", publicOnly, name -> loopback).get(PATH))
        .withMessageContaining("does not name loopback");
    assertThat(calls).hasValue(1);
  }

  @Test
  void unknownFieldsAreKeptAndSentBack() {
    var future =
        """
        {"apiVersion":"rbac.authorization.k8s.io/v7","kind":"RoleBinding","futureTop":{"a":[1,null]},
         "metadata":{"name":"b","resourceVersion":"9","futureMeta":true},
         "subjects":[{"kind":"Robot","futureSubject":1.5}],"roleRef":{"kind":"Planet","name":"x"}}
        """;
    var received = new AtomicReference<>("");
    server.when(
        (exchange, call) -> {
          received.set(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          send(exchange, 200, future);
        });

    var found = api.get(PATH);
    api.replace(PATH, found);

    try (var reader = Json.createReader(new StringReader(received.get()))) {
      assertThat(reader.readObject()).isEqualTo(found);
    }
    assertThat(found.getJsonObject("futureTop").getJsonArray("a")).hasSize(2);
  }

  @Test
  void onlyTheFieldsInUseAreKeptOfEachObject() {
    server.when(
        (exchange, call) ->
            send(
                exchange,
                200,
                "{\"items\":[{\"metadata\":{\"name\":\"a\",\"managedFields\":[{}]},\"spec\":{}}],\"kind\":\"NamespaceList\"}"));

    assertThat(api.list(PATH, "", ItemMapping.names())).containsExactly("a");
    assertThat(api.list(PATH, "", ItemMapping.objects("slim", FieldMask.of("metadata name"))))
        .extracting(JsonObject::toString)
        .containsExactly("{\"metadata\":{\"name\":\"a\"}}");
  }
}
