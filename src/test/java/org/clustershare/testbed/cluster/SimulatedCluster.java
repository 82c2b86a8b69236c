package org.clustershare.testbed.cluster;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.clustershare.testbed.hostile.HostileAnswers;
import org.clustershare.testbed.hostile.Hostility;

/** One cluster of {@link SimulatedClusters}: namespaces, roles and bindings in memory. */
public final class SimulatedCluster {
  private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1";

  /** What is wrong with it. */
  public enum Fault {
    NONE,
    /** Takes a request and never answers. */
    HANGS,
    /** Answers, after three seconds each time. */
    SLOW,
    /** Answers with something that is no Kubernetes. */
    GARBAGE,
    /** Has too much to do for us, always. */
    TOO_MANY_REQUESTS,
    /** Has nothing to list, not even a namespace. */
    EMPTY
  }

  /** A request, when it came. */
  public record Seen(String method, String path, Instant at) {}

  // A collection's path, and the objects in it by path.
  private final ConcurrentNavigableMap<String, JsonObject> objects = new ConcurrentSkipListMap<>();
  private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
  private volatile String uid = UUID.randomUUID() + "-";
  private final AtomicLong version = new AtomicLong();
  private volatile Fault fault = Fault.NONE;
  private volatile Optional<HostileAnswers> hostile = Optional.empty();

  SimulatedCluster(List<String> namespaces) {
    put("/api/v1/namespaces/kube-system", object("Namespace", "kube-system"));
    namespaces.forEach(name -> put("/api/v1/namespaces/" + name, object("Namespace", name)));
    for (var name : List.of("admin", "edit", "view", "cluster-admin")) {
      put(RBAC + "/clusterroles/" + name, object("ClusterRole", name));
    }
  }

  private static JsonObject object(String kind, String name) {
    return Json.createObjectBuilder()
        .add("kind", kind)
        .add("metadata", Json.createObjectBuilder().add("name", name))
        .build();
  }

  private JsonObject put(String path, JsonObject object) {
    var number = version.incrementAndGet();
    var metadata =
        Json.createObjectBuilder(object.getJsonObject("metadata"))
            .add("uid", uid + path.hashCode())
            .add("resourceVersion", String.valueOf(number));
    var kept = Json.createObjectBuilder(object).add("metadata", metadata).build();
    objects.put(path, kept);
    return kept;
  }

  public void fault(Fault fault) {
    this.fault = fault;
  }

  /** From now on it answers reads in order to take our memory. */
  public void hostile(Hostility how) {
    this.hostile = Optional.of(new HostileAnswers(how));
  }

  /** How much it sent since it is hostile, in MiB. */
  public long sentMegabytes() {
    return hostile.map(HostileAnswers::sentMegabytes).orElse(0L);
  }

  /** Everything that was asked so far. */
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** Those requests since a time that change something. */
  public List<Seen> writesSince(Instant time) {
    return seen.stream()
        .filter(one -> one.at().isAfter(time) && !one.method().equals("GET"))
        .toList();
  }

  /** When a pass over this cluster began: each begins with the ClusterRoles. */
  public List<Instant> passes() {
    return seen.stream()
        .filter(one -> one.path().equals(RBAC + "/clusterroles") && one.method().equals("GET"))
        .map(Seen::at)
        .toList();
  }

  /** Sets the cluster up again: the same objects with other uids. */
  public void rebuild() {
    uid = UUID.randomUUID() + "-";
    objects.forEach(this::put);
  }

  /** Deletes a Role, as a person does by hand. */
  public void deleteRole(String namespace, String name) {
    objects.remove("%s/namespaces/%s/roles/%s".formatted(RBAC, namespace, name));
  }

  /** Gives every namespace the Roles that another cluster has in one of its own. */
  public void copyRoles(SimulatedCluster other, String namespace) {
    var names = List.of("namespace-admin", "namespace-editor", "namespace-viewer");
    var namespaces =
        objects.keySet().stream().filter(path -> path.startsWith("/api/v1/namespaces/")).toList();
    for (var path : namespaces) {
      var target = path.substring(path.lastIndexOf('/') + 1);
      for (var name : names) {
        var role =
            Optional.ofNullable(
                    other.objects.get("%s/namespaces/%s/roles/%s".formatted(RBAC, namespace, name)))
                .orElseThrow();
        var metadata =
            Json.createObjectBuilder(role.getJsonObject("metadata")).add("namespace", target);
        put(
            "%s/namespaces/%s/roles/%s".formatted(RBAC, target, name),
            Json.createObjectBuilder(role).add("metadata", metadata).build());
      }
    }
  }

  public boolean hasRole(String namespace, String name) {
    return objects.containsKey("%s/namespaces/%s/roles/%s".formatted(RBAC, namespace, name));
  }

  public long roles() {
    return objects.keySet().stream().filter(path -> path.contains("/roles/")).count();
  }

  void answer(HttpExchange exchange, String path) throws IOException {
    var method = exchange.getRequestMethod();
    seen.add(new Seen(method, path, Instant.now()));
    var answers = hostile;
    if (answers.isPresent() && answers.get().answer(exchange, path)) {
      return;
    }
    switch (fault) {
      case HANGS -> pause(600_000);
      case SLOW -> pause(3_000);
      case GARBAGE -> {
        send(exchange, 200, "<html>not Kubernetes</html>");
        return;
      }
      case TOO_MANY_REQUESTS -> {
        exchange.getResponseHeaders().add("Retry-After", "1");
        send(exchange, 429, status(429, "TooManyRequests"));
        return;
      }
      default -> {}
    }
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    switch (method) {
      case "GET" -> get(exchange, path);
      case "PATCH" -> patch(exchange, path, body);
      case "PUT" -> send(exchange, 200, put(path, json(body)).toString());
      case "POST" -> {
        if (path.endsWith("reviews")) {
          send(exchange, 201, "{\"kind\":\"Review\",\"status\":{\"allowed\":true}}");
          return;
        }
        var object = json(body);
        var name = object.getJsonObject("metadata").getString("name");
        send(exchange, 201, put(path + "/" + name, object).toString());
      }
      default -> {
        objects.remove(path);
        send(exchange, 200, "{\"kind\":\"Status\",\"status\":\"Success\"}");
      }
    }
  }

  public static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void get(HttpExchange exchange, String path) throws IOException {
    if (path.equals("/version")) {
      send(exchange, 200, "{\"gitVersion\":\"v1.37.2\"}");
    } else if (path.matches(
        ".*/(namespaces|clusterroles|roles|clusterrolebindings|rolebindings)")) {
      send(exchange, 200, fault == Fault.EMPTY ? "{\"items\":[]}" : list(path, query(exchange)));
    } else {
      var found = Optional.ofNullable(objects.get(path));
      send(
          exchange,
          found.isPresent() ? 200 : 404,
          found.map(JsonObject::toString).orElseGet(() -> status(404, "NotFound")));
    }
  }

  private static Map<String, String> query(HttpExchange exchange) {
    var query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
    return Arrays.stream(query.split("&"))
        .filter(part -> part.contains("="))
        .collect(
            Collectors.toMap(
                part -> part.substring(0, part.indexOf('=')),
                part -> part.substring(part.indexOf('=') + 1),
                (first, second) -> first,
                TreeMap::new));
  }

  /** In pages as Kubernetes gives them; the token is the path of the last object. */
  private String list(String path, Map<String, String> query) {
    var kind = path.substring(path.lastIndexOf('/') + 1);
    boolean all = kind.equals("roles");
    int limit = Integer.parseInt(query.getOrDefault("limit", "500"));
    var selected = query.containsKey("labelSelector");
    JsonArrayBuilder items = Json.createArrayBuilder();
    int count = 0;
    var last = "";
    var next = "";
    for (var entry : objects.tailMap(query.getOrDefault("continue", ""), false).entrySet()) {
      var object = entry.getValue();
      boolean inside =
          all
              ? entry.getKey().contains("/roles/")
              : entry.getKey().startsWith(path + "/")
                  && entry.getKey().indexOf('/', path.length() + 1) < 0;
      if (inside && (!selected || labelled(object))) {
        if (count == limit) {
          next = last;
          break;
        }
        items.add(object);
        last = entry.getKey();
        count++;
      }
    }
    // As a real one's: it moves on with every write to anything in the cluster.
    var metadata =
        Json.createObjectBuilder().add("resourceVersion", "" + version.incrementAndGet());
    if (!next.isEmpty()) {
      metadata.add("continue", next);
    }
    return Json.createObjectBuilder()
        .add("kind", "SimulatedList")
        .add("metadata", metadata)
        .add("items", items)
        .build()
        .toString();
  }

  private static boolean labelled(JsonObject object) {
    var labels = object.getJsonObject("metadata").getOrDefault("labels", JsonValue.NULL);
    return labels instanceof JsonObject map && map.getString("component", "").startsWith("user");
  }

  /** Server-side apply makes what is missing; a JSON Patch (RFC 6902) does not. */
  private void patch(HttpExchange exchange, String path, String body) throws IOException {
    if (body.startsWith("{")) {
      send(exchange, 200, apply(path, json(body)).toString());
      return;
    }
    var before = Optional.ofNullable(objects.get(path));
    if (before.isEmpty()) {
      send(exchange, 404, status(404, "NotFound"));
      return;
    }
    try (var reader = Json.createReader(new StringReader(body))) {
      var after = Json.createPatch(reader.readArray()).apply(before.get());
      send(exchange, 200, put(path, after).toString());
    } catch (JsonException e) {
      send(exchange, 422, status(422, "Invalid"));
    }
  }

  private JsonObject apply(String path, JsonObject body) {
    var before = Optional.ofNullable(objects.get(path)).orElse(Json.createObjectBuilder().build());
    var manager =
        Json.createArrayBuilder()
            .add(
                Json.createObjectBuilder()
                    .add("manager", "cluster-share")
                    .add("operation", "Apply"));
    var metadata =
        Json.createObjectBuilder(body.getJsonObject("metadata")).add("managedFields", manager);
    return put(
        path,
        Json.createObjectBuilder(before)
            .addAll(Json.createObjectBuilder(body))
            .add("metadata", metadata)
            .build());
  }

  private static String status(int code, String reason) {
    return "{\"kind\":\"Status\",\"code\":%d,\"reason\":\"%s\",\"message\":\"simulated\"}"
        .formatted(code, reason);
  }

  private static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var octets = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, octets.length);
    exchange.getResponseBody().write(octets);
  }
}
