package org.clustershare.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import org.clustershare.kubernetes.connection.ApiConnection.Limits;
import org.clustershare.kubernetes.connection.CallListener;
import org.clustershare.kubernetes.error.ClusterBusyException;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.kubernetes.json.FieldMask;
import org.clustershare.kubernetes.json.ItemMapping;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.memory.HeldMemory;
import org.clustershare.platform.memory.MemoryBudget;
import org.clustershare.platform.net.AddressPolicy;
import org.clustershare.platform.net.NetworkRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server can do to us, done by a server. */
class ClusterApiTest {
  private static final AddressPolicy EVERYTHING =
      new AddressPolicy(EnumSet.allOf(NetworkRange.class));
  private static final Limits LIMITS = new Limits(Duration.ofSeconds(20), 1 << 20);
  private static final Limits IMPATIENT = new Limits(Duration.ofMillis(500), 1 << 20);
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final String PATH = "/api/v1/namespaces";
  private static final JsonObject BODY = Json.createObjectBuilder().add("a", 1).build();

  private final HttpServer server = start();
  private final List<Throwable> failedInHandler = new CopyOnWriteArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final ClusterApi api = api("127.0.0.1", EVERYTHING, Dns.SYSTEM);

  private static HttpServer start() {
    try {
      var server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
      server.setExecutor(Executors.newCachedThreadPool());
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private ClusterApi api(String host, AddressPolicy policy, Dns resolver) {
    return api(host, policy, resolver, LIMITS);
  }

  private ClusterApi api(String host, AddressPolicy policy, Dns resolver, Limits limits) {
    var address = URI.create("http://%s:%d".formatted(host, server.getAddress().getPort()));
    return new ClusterApis(policy, resolver, limits).of(access(address, "very-secret-token"));
  }

  private ClusterApi impatient() {
    return api("127.0.0.1", EVERYTHING, Dns.SYSTEM, IMPATIENT);
  }

  private static ClusterAccess access(URI address, String token) {
    return new ClusterAccess(
        address, Optional.empty(), new Credentials.BearerToken(Secret.of(token)));
  }

  private static SealedAccess kept(URI address, String token) {
    return new SealedAccess(token, () -> access(address, token));
  }

  @AfterEach
  void stop() {
    server.stop(0);
    assertThat(failedInHandler).isEmpty();
  }

  private interface Behaviour {
    void answer(HttpExchange exchange, int call) throws IOException, InterruptedException;
  }

  private void when(Behaviour behaviour) {
    server.createContext(
        "/",
        exchange -> {
          try {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            behaviour.answer(exchange, calls.incrementAndGet());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException | Error e) { // else the server only ends the connection
            failedInHandler.add(e);
            throw e;
          } finally {
            exchange.close();
          }
        });
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String status(int code, String reason) {
    return "{\"kind\":\"Status\",\"code\":%d,\"reason\":\"%s\",\"message\":\"the message\"}"
        .formatted(code, reason);
  }

  @Test
  void aServerThatHangsIsLeftWhenTheTimeIsUp() {
    var impatient = impatient();
    when((exchange, call) -> Thread.sleep(2_000));

    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> impatient.get(PATH))
        .withMessageContaining("did not answer within");
    assertThat(calls).hasValue(1);
  }

  @Test
  void aServerThatDripsIsLeftToo() {
    var impatient = impatient();
    when(
        (exchange, call) -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 20; i++) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            Thread.sleep(100);
          }
        });

    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> impatient.get(PATH));
  }

  @Test
  void aListThatTakesLongToWorkOnIsLeftWhenTheTimeIsUp() {
    int many = 5_000;
    var items = String.join(",", Collections.nCopies(many, "{\"metadata\":{\"name\":\"a\"}}"));
    when(
        (exchange, call) ->
            send(exchange, 200, "{\"kind\":\"NamespaceList\",\"items\":[" + items + "]}"));
    var handedOver = new AtomicInteger();
    var list = api.within(Duration.ofSeconds(1)).objects(PATH, "");

    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(
            () ->
                list.forEach(
                    FieldMask.of("metadata name"),
                    object -> {
                      if (handedOver.incrementAndGet() == 1) {
                        sleep(Duration.ofSeconds(1));
                      }
                      return 0;
                    }))
        .withMessageContaining("takes too long");
    assertThat(handedOver).hasValueLessThan(many);
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aSeriesOfCallsEndsTogether() {
    when((exchange, call) -> Thread.sleep(2_000));
    var hurried = api.within(Duration.ofMillis(50));

    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> hurried.get(PATH))
        .withMessageContaining("did not answer within");
    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> hurried.get(PATH))
        .withMessageContaining("the time limit is reached");
    assertThat(calls).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "1", "{\"kind\":"})
  void whatIsNoObjectIsNotKubernetes(String garbage) {
    when((exchange, call) -> send(exchange, 200, garbage));

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
  void whatIsNoListIsNotKubernetes(String garbage) {
    when((exchange, call) -> send(exchange, 200, garbage));

    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> api.list(PATH, ""));
  }

  @Test
  void aListOfNothingCanBeNull() {
    when((exchange, call) -> send(exchange, 200, "{\"kind\":\"NamespaceList\",\"items\":null}"));

    assertThat(api.list(PATH, "")).isEmpty();
  }

  @Test
  void anAnswerHasALongestLength() {
    when((exchange, call) -> send(exchange, 200, "{\"a\":\"" + "x".repeat(2 << 20) + "\"}"));

    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> api.get(PATH))
        .withMessageContaining("larger than 1 MiB");
  }

  private static String page(String name, String next) {
    return "{\"kind\":\"NamespaceList\",\"metadata\":{\"continue\":\"%s\"},\"items\":[{\"metadata\":{\"name\":\"%s\"}}]}"
        .formatted(next, name);
  }

  @Test
  void aResponseOfCountlessValuesIsRefusedBeforeItFillsMemory() {
    when((exchange, call) -> send(exchange, 200, "{\"a\":[0" + ",0".repeat(510_000) + "]}"));

    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> api.get(PATH))
        .withMessageContaining("more than 500000 values");
  }

  @Test
  void aSlowClusterHoldsAFewOfOurThreadsOnly() throws InterruptedException {
    var inside = new java.util.concurrent.atomic.AtomicInteger();
    var most = new java.util.concurrent.atomic.AtomicInteger();
    when(
        (exchange, call) -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          Thread.sleep(200);
          inside.decrementAndGet();
          send(exchange, 200, "{\"kind\":\"A\"}");
        });
    var callers = Executors.newFixedThreadPool(40);
    for (int i = 0; i < 40; i++) {
      callers.execute(() -> api.get(PATH));
    }
    callers.shutdown();

    assertThat(callers.awaitTermination(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    assertThat(most.get()).isBetween(2, 16);
  }

  @Test
  void pagesAreReadToTheEnd() {
    when((exchange, call) -> send(exchange, 200, page("n" + call, call < 3 ? "a=&b" : "")));

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
  void aListWithoutEndHasOne() {
    when((exchange, call) -> send(exchange, 200, page("n", "more")));

    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> api.list(PATH, ""))
        .withMessageContaining("more than 200 pages");
  }

  @Test
  void aListWhosePageExpiredBeginsOnceMore() {
    when(
        (exchange, call) ->
            send(
                exchange,
                call == 2 ? 410 : 200,
                call == 2 ? status(410, "Expired") : page("n" + call, call == 1 ? "more" : "")));

    assertThat(api.list(PATH, "")).hasSize(1);
    assertThat(calls).hasValue(3);
  }

  @Test
  void whoIsToldToWaitComesBack() {
    when(
        (exchange, call) -> {
          exchange.getResponseHeaders().add("Retry-After", "0");
          send(exchange, call == 1 ? 429 : 200, call == 1 ? status(429, "TooManyRequests") : "{}");
        });

    assertThat(api.create(PATH, BODY)).isEmpty();
    assertThat(calls).hasValue(2);
  }

  @Test
  void whoIsToldToWaitLongGivesUp() {
    when(
        (exchange, call) -> {
          exchange.getResponseHeaders().add("Retry-After", "60");
          send(exchange, 429, status(429, "TooManyRequests"));
        });

    assertThatExceptionOfType(ClusterRefusedException.class)
        .isThrownBy(() -> api.get(PATH))
        .matches(refused -> refused.status() == 429);
    assertThat(calls).hasValue(1);
  }

  @Test
  void readingIsTriedAgainWhenTheConnectionBreaksAndWritingIsNot() {
    when((exchange, call) -> {}); // closed without an answer

    assertThatThrownBy(() -> api.get(PATH)).hasMessageContaining("was interrupted");
    assertThat(calls.getAndSet(0)).isGreaterThanOrEqualTo(3);
    assertThatThrownBy(() -> api.replace(PATH, BODY)).hasMessageContaining("was interrupted");
    assertThat(calls).hasValue(1);
  }

  @Test
  void aRedirectIsNotFollowed() {
    when(
        (exchange, call) -> {
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          send(exchange, 307, "");
        });

    assertThatThrownBy(() -> api.get(PATH)).hasMessageContaining("does not follow redirects");
    assertThat(seen).containsExactly("GET " + PATH);
  }

  @Test
  void onlyKubernetesCanSayThatThereIsNone() {
    when(
        (exchange, call) ->
            send(exchange, 404, call == 1 ? status(404, "NotFound") : "404 page not found"));

    assertThat(api.find(PATH)).isEmpty();
    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> api.find(PATH))
        .withMessageContaining("status 404");
  }

  @Test
  void writesSayWhoWeAre() {
    when((exchange, call) -> send(exchange, 200, "{}"));

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
    when((exchange, call) -> send(exchange, 200, "{}"));

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
  void aNameIsJudgedByTheAddressThatIsConnectedTo() {
    when((exchange, call) -> send(exchange, 200, "{}"));
    var loopback = List.of(LOOPBACK);
    var publicOnly = new AddressPolicy(Set.of(NetworkRange.PUBLIC));

    assertThat(api("cluster.example.com", EVERYTHING, name -> loopback).get(PATH)).isEmpty();
    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> api("cluster.example.com", publicOnly, name -> loopback).get(PATH))
        .withMessageContaining("does not name loopback");
    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> api("127.0.0.1", publicOnly, name -> loopback).get(PATH))
        .withMessageContaining("does not name loopback");
    assertThat(calls).hasValue(1);
  }

  @Test
  void theTokenIsSentAndNeverSaid() {
    var sent = new CopyOnWriteArrayList<String>();
    when(
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
    when(
        (exchange, call) -> {
          var token = exchange.getRequestHeaders().getFirst("Authorization");
          boolean known = token.equals("Bearer new-token");
          send(
              exchange,
              known ? 200 : 401,
              known ? "{\"kind\":\"A\"}" : status(401, "Unauthorized"));
        });
    var address = URI.create("http://127.0.0.1:%d".formatted(server.getAddress().getPort()));
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
  void aSealOpensPerConnectionAndForAnotherRowOrCluster() {
    var seen = new ArrayList<String>();
    when(
        (exchange, call) -> {
          seen.add(exchange.getRequestHeaders().getFirst("Authorization"));
          send(exchange, 200, "{\"kind\":\"A\"}");
        });
    var address = URI.create("http://127.0.0.1:%d".formatted(server.getAddress().getPort()));
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

  @Test
  void whatANewerKubernetesSendsIsKeptAndSentBack() {
    var future =
        """
        {"apiVersion":"rbac.authorization.k8s.io/v7","kind":"RoleBinding","futureTop":{"a":[1,null]},
         "metadata":{"name":"b","resourceVersion":"9","futureMeta":true},
         "subjects":[{"kind":"Robot","futureSubject":1.5}],"roleRef":{"kind":"Planet","name":"x"}}
        """;
    var received = new java.util.concurrent.atomic.AtomicReference<>("");
    when(
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
  void nothingComesCompressedBecauseLittleCouldBecomeMuch() {
    var accepted = new CopyOnWriteArrayList<String>();
    when(
        (exchange, call) -> {
          accepted.addAll(exchange.getRequestHeaders().get("Accept-Encoding"));
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          var bytes = new java.io.ByteArrayOutputStream();
          try (var gzip = new java.util.zip.GZIPOutputStream(bytes)) {
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
  void aSmallAnswerHasComeBeforeSomethingElseIsWaitedFor() {
    when((exchange, call) -> send(exchange, 200, "{\"kind\":\"A\"}"));
    var longer = IMPATIENT.call().multipliedBy(2);
    CallListener forAPlace = () -> () -> await().pollDelay(longer).until(() -> true);

    var kinds = new ArrayList<String>();
    ScopedValue.where(CallListener.CURRENT, forAPlace)
        .run(() -> kinds.add(impatient().get(PATH).getString("kind")));

    assertThat(kinds).containsExactly("A");
  }

  @Test
  void peopleWhoReadTheSameAtTheSameTimeShareCalls() throws Exception {
    int readers = 30;
    when(
        (exchange, call) -> {
          Thread.sleep(40); // for the others to come meanwhile
          send(exchange, 200, "{\"kind\":\"NamespaceList\",\"items\":[]}");
        });

    atOnce(readers, api.within(Duration.ofMinutes(1)));
    assertThat(calls).as("each in a time of its own").hasValue(readers);

    calls.set(0);
    atOnce(readers, api.sharedWithin(Duration.ofMinutes(1)));
    assertThat(calls).hasValueBetween(1, readers - 1);

    calls.set(0);
    atOnce(readers, api.sharedWithin(LIMITS.call().minusMillis(1)));
    assertThat(calls).as("no reader has time for a shared call").hasValue(readers);
  }

  private static void atOnce(int readers, ClusterApi api) throws Exception {
    var executor = Executors.newFixedThreadPool(readers);
    try {
      Callable<List<JsonObject>> read = () -> api.list(PATH, "");
      for (var list : executor.invokeAll(Collections.nCopies(readers, read))) {
        assertThat(list.get()).isEmpty();
      }
    } finally {
      executor.shutdown();
    }
  }

  private static String pageOf(int objects, String next) {
    return "{\"kind\":\"NamespaceList\",\"metadata\":{\"continue\":\"%s\"},\"items\":[{\"metadata\":{\"name\":\"a\"}}%s]}"
        .formatted(next, ",{\"metadata\":{\"name\":\"a\"}}".repeat(objects - 1));
  }

  @Test
  void theValuesOfAllPagesOfAListAreCountedTogether() {
    var list =
        "{\"kind\":\"NamespaceList\",\"metadata\":{\"continue\":\"more\"},\"items\":[{\"metadata\":{\"name\":\"a\",\"b\":[0%s]}}]}"
            .formatted(",0".repeat(400_000));
    when((exchange, call) -> send(exchange, 200, list));

    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> api.list(PATH, "", ItemMapping.names()))
        .withMessageContaining("more than 1000000 values");
    assertThat(calls).hasValue(3);
  }

  @Test
  void theObjectsOfAllPagesOfAListAreCountedTogether() {
    when((exchange, call) -> send(exchange, 200, pageOf(30_000, "more")));

    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> api.list(PATH, "", ItemMapping.names()))
        .withMessageContaining("more than 100000 objects");
    assertThat(calls).hasValue(4);
  }

  @Test
  void ofEachObjectOnlyWhatIsUsedIsKept() {
    when(
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

  @Test
  void readsStayReservedUntilTheWorkEndsAndOthersGetBusy() {
    when((exchange, call) -> send(exchange, 200, pageOf(20_000, "")));
    var budget = new MemoryBudget(24 << 20, 20 << 20, Duration.ofMillis(50));

    try (var first = new HeldMemory();
        var second = new HeldMemory()) {
      assertThat(api.holding(budget, first).list(PATH, "")).hasSize(20_000);
      assertThatExceptionOfType(ClusterBusyException.class)
          .isThrownBy(() -> api.holding(budget, second).list(PATH, ""))
          .matches(busy -> busy.problem().type().status() == 503);
    }
    assertThat(budget.available()).as("all is given back").isEqualTo(24 << 20);

    try (var third = new HeldMemory()) {
      assertThat(api.holding(budget, third).list(PATH, "", ItemMapping.names())).hasSize(20_000);
      assertThat(budget.available()).as("names take little").isGreaterThan(20 << 20);
    }
  }

  @Test
  void oneAnswerThatWouldTakeTooMuchMemoryIsRefusedWhateverIsLeft() {
    when((exchange, call) -> send(exchange, 200, "{\"a\":[[]" + ",[]".repeat(240_000) + "]}"));
    var budget = new MemoryBudget(1 << 30, 8 << 20, Duration.ofMillis(50));

    try (var held = new HeldMemory()) {
      assertThatExceptionOfType(ClusterUnreachableException.class)
          .isThrownBy(() -> api.holding(budget, held).get(PATH))
          .withMessageContaining("more than 8 MiB of memory");
    }
    assertThat(budget.available()).isEqualTo(1 << 30);
  }

  @Test
  void failuresOfEveryKindGiveAllMemoryBack() {
    var budget = new MemoryBudget(64 << 20, 32 << 20, Duration.ofMillis(50));
    var answers =
        List.of(
            "{\"kind\":\"XList\",\"items\":[" + "{\"metadata\":{\"name\":\"a\"}},".repeat(30_000),
            "{\"a\":\"" + "x".repeat(2 << 20) + "\"}",
            "{\"a\":[0" + ",0".repeat(510_000) + "]}",
            "[".repeat(900_000),
            page("n", "t".repeat(900_000)),
            "x".repeat(900_000));
    when((exchange, call) -> send(exchange, 200, answers.get((call - 1) % answers.size())));

    try (var held = new HeldMemory()) {
      var watched = api.holding(budget, held);
      for (int i = 0; i < answers.size(); i++) {
        assertThatExceptionOfType(ClusterUnreachableException.class)
            .isThrownBy(() -> watched.list(PATH, ""));
        assertThat(budget.available()).isEqualTo(64 << 20);
      }
    }
  }

  @Test
  void aRefusalKeepsAFewWordsHoweverManyThereAre() {
    var status =
        "{\"kind\":\"Status\",\"reason\":\"%s\",\"message\":\"%s\",\"details\":{\"causes\":[%s{}]}}"
            .formatted(
                "R".repeat(100_000), "m".repeat(500_000), "{\"field\":\"f\"},".repeat(10_000));
    when((exchange, call) -> send(exchange, 403, status));

    assertThatExceptionOfType(ClusterRefusedException.class)
        .isThrownBy(() -> api.get(PATH))
        .matches(refused -> refused.reason().length() <= 100)
        .matches(refused -> refused.sentence().length() <= 510);
  }

  @Test
  void aWriteKeepsNothingOfItsAnswer() {
    when(
        (exchange, call) ->
            send(exchange, 200, "{\"kind\":\"Role\",\"a\":[0" + ",0".repeat(100_000) + "]}"));
    var budget = new MemoryBudget(8 << 20, 2 << 20, Duration.ofMillis(50));

    try (var held = new HeldMemory()) {
      for (int i = 0; i < 20; i++) {
        api.holding(budget, held).apply(PATH + "/x", BODY);
        api.holding(budget, held).delete(PATH + "/x");
      }
      assertThat(budget.available()).isEqualTo(8 << 20);
    }
  }
}
