package org.clustershare.story.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Api.Answer;
import org.clustershare.testbed.HostileProvider;
import org.clustershare.testbed.Product;
import org.clustershare.testbed.SimulatedClusters;
import org.junit.jupiter.api.Test;

/** What one account can take of an installation; also when it asks for everything at once. */
class QuotasKT {
  private static final int AT_ONCE = 12;

  private final Path folder =
      Path.of("target", "quotas-" + System.currentTimeMillis()).toAbsolutePath();

  private static List<Answer> atOnce(IntFunction<Answer> call) {
    var calls =
        IntStream.range(0, AT_ONCE)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> call.apply(i), work -> new Thread(work, "quotas").start()))
            .toList();
    return calls.stream().map(CompletableFuture::join).toList();
  }

  private static void assertTaken(List<Answer> answers, int most, String problem) {
    assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(most);
    assertThat(answers.stream().filter(answer -> answer.status() != 201))
        .hasSize(AT_ONCE - most)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).as(answer.body()).isEqualTo(409);
              assertThat(answer.body()).contains("urn:cluster-share:problem:" + problem);
            });
  }

  @Test
  void projectsClustersAndSharesHaveTheirNumberAndAnAdminIsFree() {
    int port = Product.freePort();
    try (var provider = HostileProvider.start(folder.resolve("provider"));
        var simulated = new SimulatedClusters()) {
      var environment = Product.environment(port, provider.url(), provider.caFile(), folder);
      environment.put("ADMINS", "admin@example.com");
      environment.put("MAX_PROJECTS_PER_PERSON", "3");
      environment.put("MAX_CLUSTERS_PER_PROJECT", "2");
      environment.put("MAX_SHARES_PER_CLUSTER", "4");
      try (var product = Product.start(port, folder, environment)) {
        var mallory = new Api(product.base(), provider.idToken("mallory@example.com"));
        var alice = new Api(product.base(), provider.idToken("alice@example.com"));
        var admin = new Api(product.base(), provider.idToken("admin@example.com"));
        simulated.add("it", List.of());

        var projects = atOnce(i -> project(mallory, i));
        assertTaken(projects, 3, "too-many-projects");
        assertThat(project(alice, 1).status()).isEqualTo(201);
        assertThat(atOnce(i -> project(admin, i))).allMatch(one -> one.status() == 201);

        var project =
            projects.stream()
                .filter(one -> one.status() == 201)
                .map(one -> one.object().getString("id"))
                .findFirst()
                .orElseThrow();
        var clusters =
            atOnce(i -> mallory.addCluster(project, "c" + i, simulated.kubeconfig("it")));
        assertTaken(clusters, 2, "too-many-clusters");

        var cluster =
            clusters.stream()
                .filter(one -> one.status() == 201)
                .map(one -> one.object().getString("id"))
                .findFirst()
                .orElseThrow();
        var path = "/api/v2/projects/%s/clusters/%s".formatted(project, cluster);
        var shares = atOnce(i -> mallory.post(path + "/shares", ""));
        assertTaken(shares, 4, "too-many-shares");

        // What is given back is free again.
        var share =
            shares.stream()
                .filter(one -> one.status() == 201)
                .map(one -> one.object().getString("id"))
                .findFirst()
                .orElseThrow();
        assertThat(mallory.delete(path + "/shares/" + share).status()).isLessThan(300);
        assertThat(mallory.post(path + "/shares", "").status()).isEqualTo(201);
        assertThat(mallory.delete(path).status()).isLessThan(300);
        assertThat(mallory.addCluster(project, "again", simulated.kubeconfig("it")).status())
            .isEqualTo(201);
        var empty =
            projects.stream()
                .filter(one -> one.status() == 201)
                .map(one -> one.object().getString("id"))
                .filter(id -> !id.equals(project))
                .findFirst()
                .orElseThrow();
        assertThat(mallory.delete("/api/v1/projects/" + empty).status()).isLessThan(300);
        assertThat(project(mallory, 99).status()).isEqualTo(201);
      }
    }
  }

  private static Answer project(Api api, int number) {
    return api.post("/api/v1/projects", "{\"name\": \"Project %d\"}".formatted(number));
  }
}
