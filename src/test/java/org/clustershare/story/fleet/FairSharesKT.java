package org.clustershare.story.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.clustershare.story.driver.Actor;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.cluster.SimulatedCluster;
import org.clustershare.testbed.cluster.SimulatedCluster.Fault;
import org.clustershare.testbed.cluster.SimulatedClusters;
import org.clustershare.testbed.hostile.HostileProvider;
import org.clustershare.testbed.product.Product;
import org.junit.jupiter.api.Test;

/** One project's clusters that hang take no other project's turn. */
class FairSharesKT {
  private static final String BOB = "bob@example.com";
  private static final int HANGING = 150;
  private static final Duration INTERVAL = Duration.ofSeconds(20);

  private final Path folder =
      Path.of("target", "fair-" + System.currentTimeMillis()).toAbsolutePath();

  @Test
  void hangingClustersDelayNoClusterOfAnotherProject() {
    int port = Product.freePort();
    try (var provider = HostileProvider.start(folder.resolve("provider"));
        var simulated = new SimulatedClusters()) {
      var environment = Product.environment(port, provider.url(), provider.caFile(), folder);
      environment.put("RECONCILE_INTERVAL", INTERVAL.toSeconds() + "s");
      try (var product = Product.start(port, folder, environment)) {
        // With a new token each time: all this takes longer than one lives.
        Supplier<Actor> mallory = () -> actor(product, provider, "mallory@example.com");
        Supplier<Actor> alice = () -> actor(product, provider, "alice@example.com");
        var hers = alice.get().createsProject("Alice's");
        var slow = add(simulated, alice.get(), hers, "slow");
        var his = mallory.get().createsProject("Mallory's");
        var hanging =
            IntStream.range(0, HANGING)
                .parallel()
                .mapToObj(i -> add(simulated, mallory.get(), his, "hangs-" + i))
                .toList();
        await().atMost(Duration.ofMinutes(1)).until(() -> slow.roles() == 3);

        // When
        hanging.forEach(cluster -> cluster.fault(Fault.HANGS));
        slow.fault(Fault.SLOW);

        // Then, once all are known to be slow
        awaitLooks(slow, 2, INTERVAL.multipliedBy(10));
        var begun = Instant.now();
        awaitLooks(slow, 1, INTERVAL.multipliedBy(2).plusSeconds(10));
        System.out.printf(
            "the slow one was looked at after %d s%n",
            Duration.between(begun, Instant.now()).toSeconds());

        slow.fault(Fault.NONE);
        var reports =
            Stream.generate(
                    () ->
                        CompletableFuture.supplyAsync(
                            () -> mallory.get().in(his).accessOf(BOB),
                            work -> new Thread(work).start()))
                .limit(4)
                .toList();
        await()
            .atMost(Duration.ofSeconds(8))
            .untilAsserted(
                () ->
                    assertThat(alice.get().in(hers).accessOf(BOB))
                        .hasStatus(200)
                        .doesNotContain("did not answer"));
        // Hers came before the answers to those who asked first.
        assertThat(reports).noneMatch(CompletableFuture::isDone);
        reports.forEach(CompletableFuture::join);
      }
    }
  }

  private static Actor actor(Product product, HostileProvider provider, String email) {
    return new Actor(email, new Api(product.base(), provider.idToken(email)));
  }

  private static void awaitLooks(SimulatedCluster cluster, int more, Duration longest) {
    int before = cluster.passes().size();
    await().atMost(longest).until(() -> cluster.passes().size() >= before + more);
  }

  private static SimulatedCluster add(
      SimulatedClusters simulated, Actor actor, String project, String name) {
    var cluster = simulated.add(name, List.of());
    actor.adds(simulated.kubeconfig(name)).as(name).to(project);
    return cluster;
  }
}
