package org.clustershare.bench;

import static org.clustershare.bench.Bench.say;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.SimulatedFleet;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;

/**
 * (b) Passes over many simulated clusters of 20 namespaces that two instances share on PostgreSQL,
 * all in sync, against bare GETs of the same bytes, as many at once as both together. Each instance
 * runs with a heap of 256 MiB.
 */
final class SharedFleetCosts {
  private static final int INSTANCES = 2;
  private static final int PASSES = Integer.getInteger("bench.rounds", 1);

  private final SimulatedFleet clusters;
  private final PassWatch watch;

  private SharedFleetCosts(SimulatedFleet clusters) {
    this.clusters = clusters;
    this.watch = new PassWatch(clusters);
  }

  static void measure(Path dir, int count) throws IOException {
    // First: they take many of the free ports.
    try (var clusters =
        SimulatedFleet.start(dir.resolve("simulated"), count, FleetSetUp.NAMESPACES)) {
      measure(dir, clusters);
    }
  }

  private static void measure(Path dir, SimulatedFleet clusters) throws IOException {
    var testbed = Testbed.obtain(Bench::say);
    int port = Product.freePort();
    var users = Dex.Settings.forProductAt(Product.base(port)).withIdTokenLifetime("24h");
    try (var postgres = EmbeddedPostgres.start();
        var dex = Dex.start(testbed, dir.resolve("issuer"), users)) {
      var environment = Product.environment(port, dex, dir);
      environment.put("MAX_CLUSTERS_PER_PROJECT", "1000000");
      environment.put("DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"));
      environment.put("DATABASE_USER", "postgres");
      environment.put("DATABASE_PASSWORD", "postgres");
      var costs = new SharedFleetCosts(clusters);
      // One adds them all; it looks at each once.
      try (var product = Product.start(port, dir.resolve("adding"), with(environment, "24h"))) {
        var alice = new Api(product.base(), dex.idToken(Dex.email("alice")));
        new FleetSetUp(clusters, costs.watch).add(alice);
      }
      // Shorter than a pass takes: there is always work.
      environment.put("_JAVA_OPTIONS", "-Xmx256m");
      try (var one = Product.start(port, dir.resolve("one"), with(environment, "1s"));
          var two =
              Product.start(Product.freePort(), dir.resolve("two"), with(environment, "1s"))) {
        costs.passes(List.of(one, two));
      }
    }
  }

  private static Map<String, String> with(Map<String, String> environment, String interval) {
    var all = new HashMap<>(environment);
    all.put("RECONCILE_INTERVAL", interval);
    return all;
  }

  private void passes(List<Product> products) {
    say(
        "%n(b) one pass over %d clusters in sync, shared by %d instances"
            .formatted(clusters.count(), INSTANCES));
    // The second one takes its share over from the first: two passes until all is at rest.
    watch.next(clusters.count());
    var reads = watch.readsOfAll();
    say(
        "| each seen after s | reads | MB | writes | clusters seen | CPU s: Cluster Share | bare GETs s | CPU s: their client | time a read | CPU a read |");
    say("|---|---|---|---|---|---|---|---|---|---|");
    long bareReads = (long) PassWatch.REQUESTS_OF_A_LOOK * clusters.count();
    for (int i = 0; i < PASSES; i++) {
      var pass = watch.nextOfEach();
      var before = CpuTimes.now();
      double bare =
          BareCalls.sendAlone(products, reads, INSTANCES * FleetCosts.AT_ONCE, clusters.caFile());
      var cpu = CpuTimes.now().since(before);
      double ours = pass.cpu().millisEach(CpuTimes.PRODUCT, 1_000);
      double theirs = cpu.millisEach(CpuTimes.CLIENT, 1_000);
      say(
          "| %.1f | %d | %.0f | %d | %d | %.1f | %.1f | %.1f | %.2f | %.2f |"
              .formatted(
                  pass.seconds(),
                  pass.requests(),
                  pass.bytes() / 1e6,
                  pass.writes(),
                  pass.clusters(),
                  ours,
                  bare,
                  theirs,
                  perRead(pass.seconds(), pass.requests()) / perRead(bare, bareReads),
                  perRead(ours, pass.requests()) / perRead(theirs, bareReads)));
    }
    products.forEach(
        product ->
            say(
                "Memory of an instance: %d MiB (heap at most 256 MiB)"
                    .formatted(product.residentMegabytes())));
  }

  private static double perRead(double what, long reads) {
    return what / reads;
  }
}
