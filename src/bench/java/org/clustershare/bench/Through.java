package org.clustershare.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.clustershare.testbed.Api;

/** Bindings through the product's API. */
final class Through {
  private final Api api;
  private final List<String> clusters;
  private final String path;

  private Through(Api api, List<String> clusters) {
    this.api = api;
    this.clusters = clusters;
    this.path = clusters.get(0);
  }

  /** Adds the cluster once for each worker, and binds some people to each of the roles. */
  static Through with(Api api, String kubeconfig) {
    var project = api.createProject("Bench");
    var through =
        new Through(
            api,
            IntStream.range(0, BindingCosts.WORKERS)
                .mapToObj(number -> added(api, project, "bench-" + number, kubeconfig))
                .toList());
    while (!api.get(through.path + "/rolenames").body().contains("namespace-viewer")) {
      Thread.onSpinWait();
    }
    for (int role = 0; role < BindingCosts.WORKERS; role++) {
      for (int i = 0; i < BindingCosts.BOUND; i++) {
        expect(api.post(through.bindings(role), user("kept-%d@example.com".formatted(i))), 200);
      }
    }
    return through;
  }

  private static String added(Api api, String project, String name, String kubeconfig) {
    var added = api.addCluster(project, name, kubeconfig);
    expect(added, 201);
    return "/api/v2/projects/%s/clusters/%s".formatted(project, added.object().getString("id"));
  }

  /** Everybody reads of the same cluster. */
  void list() {
    expect(api.get(path + "/clusterbindings"), 200);
  }

  /** Each worker reads of another cluster; what the API server does for them is the same. */
  void listApart(int worker) {
    expect(api.get(clusters.get(worker) + "/clusterbindings"), 200);
  }

  void bindAndUnbind(int worker) {
    var who = user("somebody-%d@example.com".formatted(worker));
    expect(api.post(bindings(worker), who), 200);
    expect(api.delete(bindings(worker), who), 200);
  }

  private String bindings(int role) {
    return path + "/clusterroles/bench-%d/clusterbindings".formatted(role);
  }

  private static JsonObject user(String email) {
    return Json.createObjectBuilder().add("userEmail", email).build();
  }

  private static void expect(Api.Answer answer, int status) {
    if (answer.status() != status) {
      throw new IllegalStateException(answer.status() + " " + answer.body());
    }
  }
}
