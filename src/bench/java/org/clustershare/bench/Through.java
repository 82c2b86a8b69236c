package org.clustershare.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import org.clustershare.testbed.Api;

/** Bindings through the product's API. */
final class Through {
  private final Api api;
  private final String path;

  private Through(Api api, String path) {
    this.api = api;
    this.path = path;
  }

  /** Adds the cluster, and binds some people to each of the roles. */
  static Through with(Api api, String kubeconfig) {
    var project = api.createProject("Bench");
    var added = api.addCluster(project, "bench", kubeconfig);
    expect(added, 201);
    var through =
        new Through(
            api,
            "/api/v2/projects/%s/clusters/%s"
                .formatted(project, added.object().getString("id")));
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

  void list() {
    expect(api.get(path + "/clusterbindings"), 200);
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
