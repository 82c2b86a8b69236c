package org.clustershare.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.clustershare.testbed.TrustedHttp;
import org.clustershare.testbed.cluster.Kubectl;
import org.clustershare.testbed.cluster.KubernetesCluster;

/** The floor: the same calls with a plain HTTP client at the API server. */
final class Straight {
  private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1";
  private static final String LIST =
      RBAC + "/clusterrolebindings?limit=500&labelSelector=component%3DuserClusterBinding";

  private final HttpClient http;
  private final URI server;
  private final String token;
  private final String kubeconfig;
  private final Map<String, String> names = new HashMap<>();

  private Straight(HttpClient http, URI server, String token, String kubeconfig) {
    this.http = http;
    this.server = server;
    this.token = token;
    this.kubeconfig = kubeconfig;
  }

  /** Makes the account that both sides use, and a role for each worker. */
  static Straight at(KubernetesCluster kubernetesCluster, Kubectl kubectl) {
    run(kubernetesCluster, kubectl, "create", "serviceaccount", "bench", "-n", "default");
    run(
        kubernetesCluster,
        kubectl,
        "create",
        "clusterrolebinding",
        "bench",
        "--clusterrole=cluster-admin",
        "--serviceaccount=default:bench");
    for (int i = 0; i < BindingCosts.WORKERS; i++) {
      run(
          kubernetesCluster,
          kubectl,
          "create",
          "clusterrole",
          "bench-" + i,
          "--verb=get",
          "--resource=pods");
      run(
          kubernetesCluster,
          kubectl,
          "label",
          "clusterrole",
          "bench-" + i,
          "component=userClusterRole");
    }
    var token =
        run(kubernetesCluster, kubectl, "create", "token", "bench", "--duration=24h").strip();
    try {
      var ca =
          Base64.getEncoder()
              .encodeToString(
                  Files.readString(kubernetesCluster.caFile()).getBytes(StandardCharsets.UTF_8));
      return new Straight(
          TrustedHttp.client(kubernetesCluster.caFile()),
          kubernetesCluster.server(),
          token,
          kubeconfig(kubernetesCluster.server(), ca, token));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static String kubeconfig(URI server, String caBase64, String token) {
    return """
        apiVersion: v1
        kind: Config
        current-context: c
        contexts: [{name: c, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: "%s", certificate-authority-data: "%s"}}]
        users: [{name: u, user: {token: "%s"}}]
        """
        .formatted(server, caBase64, token);
  }

  String kubeconfig() {
    return kubeconfig;
  }

  /** Which binding belongs to which role. */
  void learnNames() {
    for (var binding : list().getJsonArray("items").getValuesAs(JsonObject.class)) {
      names.put(
          binding.getJsonObject("roleRef").getString("name"),
          binding.getJsonObject("metadata").getString("name"));
    }
  }

  JsonObject list() {
    return object(send("GET", LIST, ""));
  }

  /** What our two calls do with two calls each. */
  void bindAndUnbind(int worker) {
    send("GET", RBAC + "/clusterroles/bench-" + worker, "");
    send("PATCH", binding(worker), adding(worker));
    send("GET", LIST, "");
    send("PATCH", binding(worker), removing());
  }

  void patchTwice(int worker) {
    send("PATCH", binding(worker), adding(worker));
    send("PATCH", binding(worker), removing());
  }

  private String binding(int worker) {
    return RBAC + "/clusterrolebindings/" + names.get("bench-" + worker);
  }

  private static String adding(int worker) {
    var subject =
        Json.createObjectBuilder()
            .add("kind", "User")
            .add("apiGroup", "rbac.authorization.k8s.io")
            .add("name", "somebody-%d@example.com".formatted(worker));
    return Json.createArrayBuilder()
        .add(
            Json.createObjectBuilder()
                .add("op", "add")
                .add("path", "/subjects/-")
                .add("value", subject))
        .build()
        .toString();
  }

  private static String removing() {
    return "[{\"op\":\"remove\",\"path\":\"/subjects/%d\"}]".formatted(BindingCosts.BOUND);
  }

  private String send(String method, String path, String body) {
    try {
      var answer =
          http.send(
              HttpRequest.newBuilder(URI.create(server + path))
                  .header("Authorization", "Bearer " + token)
                  .header("Accept", "application/json")
                  .header("Content-Type", "application/json-patch+json")
                  .method(
                      method,
                      body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonObject object(String body) {
    try (var reader = Json.createReader(new StringReader(body))) {
      return reader.readObject();
    }
  }

  private static String run(
      KubernetesCluster kubernetesCluster, Kubectl kubectl, String... arguments) {
    var output = kubectl.run(kubernetesCluster.kubeconfig(), arguments);
    if (output.exitCode() != 0) {
      throw new IllegalStateException(output.text());
    }
    return output.stdout();
  }
}
