package org.clustershare.story.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ADMIN;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.CAROL;
import static org.clustershare.story.driver.Stack.user;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.clustershare.oidc.token.Person;
import org.clustershare.story.driver.Endpoint;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Api.Answer;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;

/**
 * Each call of the API that can change something leaves a record. The list of calls is {@link
 * Endpoint#ALL}, which {@code EndpointInventoryTest} compares with the annotations of Jakarta REST.
 */
@StoryTest
class RecordedCallsKT {
  /** Calls that need a set-up of their own, with the test that shows their record. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "POST /api/v2/people/changes/{}", "AuditIT",
          "POST /api/v2/projects/{}/clusters/{}/renewal", "RenewalKT");

  private final Stack stack;
  private final Api alice;
  private final Trail trail;
  private final Map<String, Call> calls = new LinkedHashMap<>();

  /** A call that succeeds, and the action of its record. */
  private record Call(String action, Supplier<Answer> run) {}

  RecordedCallsKT(Stack stack) {
    this.stack = stack;
    this.alice = stack.api(ALICE);
    this.trail = new Trail(stack.api(ADMIN));
  }

  private void call(String shape, String action, Supplier<Answer> run) {
    calls.put(shape, new Call(action, run));
  }

  @Test
  void everyCallThatCanChangeSomethingLeavesARecord() {
    var added = stack.addCluster();
    projects(added.project());
    clusters("/api/v2/projects/%s/kubernetes/clusters".formatted(added.project()));
    clusters("/api/v2/projects/%s/clusters".formatted(added.project()));
    insideOf(added.path());

    assertThat(union(calls.keySet(), ELSEWHERE.keySet())).isEqualTo(unsafeCalls());
    calls.forEach(this::play);
  }

  private void play(String shape, Call call) {
    var before = trail.latest();
    var answer = call.run().get();
    assertThat(answer.status()).as("%s: %s", shape, answer.body()).isBetween(200, 299);

    assertThat(trail.since(before))
        .as("records of %s", shape)
        .anySatisfy(
            one -> {
              assertThat(one.getString("action")).isEqualTo(call.action());
              assertThat(one.getString("result")).isIn("DONE", "PARTIAL");
              assertThat(one.getJsonObject("actor").getString("email")).isEqualTo(ALICE);
              var from = one.getJsonObject("from");
              assertThat(from.getString("address")).isIn("127.0.0.1", "0:0:0:0:0:0:0:1", "::1");
              assertThat(from.getString("userAgent")).startsWith("Java-http-client");
              assertThat(from.getString("requestId")).isNotBlank();
            });
  }

  private static Set<String> unsafeCalls() {
    var unsafe = new TreeSet<String>();
    Endpoint.ALL.stream()
        .filter(Endpoint::isApi)
        .filter(one -> !one.method().equals("GET"))
        .map(Endpoint::shape)
        .forEach(unsafe::add);
    return unsafe;
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    var union = new TreeSet<>(one);
    union.addAll(other);
    return union;
  }

  private void projects(String project) {
    var projects = "/api/v1/projects";
    var other = alice.createProject("To be deleted");
    var users = projects + "/" + project + "/users";
    call(
        "POST /api/v1/projects",
        "project.create",
        () -> alice.post(projects, Json.createObjectBuilder().add("name", "New").build()));
    call(
        "PUT /api/v1/projects/{}",
        "project.rename",
        () ->
            alice.put(
                projects + "/" + other, Json.createObjectBuilder().add("name", "Other").build()));
    call(
        "DELETE /api/v1/projects/{}", "project.delete", () -> alice.delete(projects + "/" + other));
    call(
        "POST /api/v1/projects/{}/users",
        "member.add",
        () -> stack.addMember(project, CAROL, "viewers"));
    call(
        "PUT /api/v1/projects/{}/users/{}",
        "member.change",
        () ->
            alice.put(users + "/" + Person.id(CAROL), Stack.membership(project, CAROL, "editors")));
    call(
        "DELETE /api/v1/projects/{}/users/{}",
        "member.remove",
        () -> alice.delete(users + "/" + Person.id(CAROL)));
    call(
        "DELETE /api/v2/projects/{}/access",
        "access.end",
        () -> alice.delete("/api/v2/projects/%s/access?subject=%s".formatted(project, CAROL)));
  }

  private void clusters(String path) {
    var shape = path.replaceAll("projects/[a-z0-9]+", "projects/{}");
    var body = Api.clusterBody("another", stack.apiServer.kubeconfigText());
    var added = new String[1];
    call(
        "POST " + shape,
        "cluster.add",
        () -> {
          var answer = alice.post(path, body);
          added[0] = answer.object().getString("id", "");
          return answer;
        });
    call(
        "POST " + shape + "/{}/check",
        "cluster.check",
        () -> alice.post(path + "/" + added[0] + "/check", "{}"));
    for (var method : new String[] {"PATCH", "PUT"}) {
      call(
          method + " " + shape + "/{}",
          "cluster.change",
          () -> alice.send(method, path + "/" + added[0], "{\"name\": \"by " + method + "\"}"));
    }
    call("DELETE " + shape + "/{}", "cluster.remove", () -> alice.delete(path + "/" + added[0]));
  }

  private void insideOf(String cluster) {
    var shape = "/api/v2/projects/{}/clusters/{}";
    call(
        "POST " + shape + "/renewal/check",
        "certificate.check",
        () -> alice.post(cluster + "/renewal/check", "{}"));
    call(
        "POST " + shape + "/reconcile",
        "roles.repair",
        () -> alice.post(cluster + "/reconcile", "{}"));
    call(
        "PUT " + shape + "/reconcile-mode",
        "roles.mode",
        () -> alice.put(cluster + "/reconcile-mode", "{\"mode\": \"apply\"}"));
    call(
        "PUT " + shape + "/identity", "prefixes.set", () -> alice.put(cluster + "/identity", "{}"));
    call("POST " + shape + "/trust", "trust.check", () -> alice.post(cluster + "/trust", ""));
    for (var binding :
        Map.of(
                "clusterroles/view/clusterbindings", "clusterroles/{}/clusterbindings",
                "roles/default/namespace-viewer/bindings", "roles/{}/{}/bindings")
            .entrySet()) {
      var path = cluster + "/" + binding.getKey();
      JsonObject subject = user("recorded@example.com");
      call(
          "POST " + shape + "/" + binding.getValue(),
          "binding.add",
          () -> alice.post(path, subject));
      call(
          "DELETE " + shape + "/" + binding.getValue(),
          "binding.remove",
          () -> alice.delete(path, subject));
    }
    var share = new String[1];
    call(
        "POST " + shape + "/shares",
        "share.create",
        () -> {
          var answer = alice.post(cluster + "/shares", "");
          share[0] = answer.object().getString("id", "");
          return answer;
        });
    call(
        "DELETE " + shape + "/shares/{}",
        "share.revoke",
        () -> alice.delete(cluster + "/shares/" + share[0]));
  }
}
