package org.clustershare.bench;

import static org.clustershare.bench.Bench.say;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.SimulatedFleet;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;

/**
 * One pass over many simulated clusters of 20 namespaces: (a) all in sync, against bare GETs of the
 * same bytes; (c) with a namespace's role gone in each; (d) with 5 % of them hanging. The product
 * runs with a heap of 256 MiB.
 */
final class FleetCosts {
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final int HANGING = 20; // every twentieth
  // As many clusters at once as Fleet looks at.
  static final int AT_ONCE = 10;
  // The lists of a look, and all Roles.
  private static final int READS_OF_A_REPAIR = PassWatch.REQUESTS_OF_A_LOOK + 1;

  private final SimulatedFleet clusters;
  private final PassWatch watch;

  private FleetCosts(SimulatedFleet clusters) {
    this.clusters = clusters;
    this.watch = new PassWatch(clusters);
  }

  static void measure(Path dir, List<String> wanted, int count) throws IOException {
    // First: they take many of the free ports.
    try (var clusters =
        SimulatedFleet.start(dir.resolve("simulated"), count, FleetSetUp.NAMESPACES)) {
      measure(dir, wanted, clusters);
    }
  }

  private static void measure(Path dir, List<String> wanted, SimulatedFleet clusters)
      throws IOException {
    var testbed = Testbed.obtain(Bench::say);
    int port = Product.freePort();
    var users = Dex.Settings.forProductAt(Product.base(port)).withIdTokenLifetime("24h");
    try (var dex = Dex.start(testbed, dir.resolve("issuer"), users)) {
      var environment = Product.environment(port, dex, dir);
      environment.put("MAX_CLUSTERS_PER_PROJECT", "1000000");
      // Shorter than a pass takes: there is always work.
      environment.put("RECONCILE_INTERVAL", "1s");
      environment.put("_JAVA_OPTIONS", "-Xmx256m");
      try (var product = Product.start(port, dir, environment)) {
        var costs = new FleetCosts(clusters);
        var alice = new Api(product.base(), dex.idToken(Dex.email("alice")));
        new FleetSetUp(clusters, costs.watch).add(alice);
        var inSync = costs.inSync(product);
        if (wanted.contains("c")) {
          costs.roleGone(product);
        }
        if (wanted.contains("d")) {
          costs.someHang(inSync);
        }
      }
    }
  }

  private PassWatch.Pass inSync(Product product) {
    say("%n(a) one pass over %d clusters in sync".formatted(clusters.count()));
    say(
        "| round | pass s | requests | MB | writes | CPU s: Cluster Share | bare GETs s | CPU s: their client | time |");
    say("|---|---|---|---|---|---|---|---|---|");
    var passes = new ArrayList<PassWatch.Pass>();
    var paths = watch.readsOfAll();
    for (int i = 0; i < 3; i++) { // warms up both sides
      watch.next(clusters.count());
    }
    BareCalls.send(paths, AT_ONCE, clusters.caFile());
    for (int round = 1; round <= ROUNDS; round++) {
      var pass = watch.next(clusters.count());
      passes.add(pass);
      var before = CpuTimes.now();
      double bare = BareCalls.sendAlone(List.of(product), paths, AT_ONCE, clusters.caFile());
      var cpu = CpuTimes.now().since(before);
      say(
          "| %d | %.1f | %d | %.0f | %d | %.1f | %.1f | %.1f | %.2f |"
              .formatted(
                  round,
                  pass.seconds(),
                  pass.requests(),
                  pass.bytes() / 1e6,
                  pass.writes(),
                  pass.cpu().millisEach(CpuTimes.PRODUCT, 1_000),
                  bare,
                  cpu.millisEach(CpuTimes.CLIENT, 1_000),
                  pass.seconds() / bare));
    }
    say(
        "Memory of Cluster Share: %d MiB (heap at most 256 MiB)"
            .formatted(product.residentMegabytes()));
    passes.sort((one, other) -> Double.compare(one.seconds(), other.seconds()));
    return passes.get(passes.size() / 2);
  }

  private void roleGone(Product product) {
    say(
        "%n(c) namespace-viewer gone from one namespace of each of %d clusters"
            .formatted(clusters.count()));
    watch.awaitInSync();
    var role = new BareCalls.Call(FleetSetUp.ROLE, "").at(clusters.server(0));
    var apply =
        new BareCalls.Call(FleetSetUp.ROLE, asApplied(BareCalls.read(role, clusters.caFile())));
    say(
        "| round | repaired after s | reads | writes | CPU s: Cluster Share | bare calls s | CPU s: their client | time |");
    say("|---|---|---|---|---|---|---|---|");
    for (int round = 1; round <= ROUNDS; round++) {
      clusters.reset();
      var before = CpuTimes.now();
      double ours = untilRepaired();
      var cpu = CpuTimes.now().since(before);
      var stats = clusters.stats();
      var floorBefore = CpuTimes.now();
      double bare = barelyRepaired(product, apply);
      var floor = CpuTimes.now().since(floorBefore);
      say(
          "| %d | %.1f | %d | %d | %.1f | %.1f | %.1f | %.2f |"
              .formatted(
                  round,
                  ours,
                  stats.getInt("requests") - stats.getInt("writes"),
                  stats.getInt("writes"),
                  cpu.millisEach(CpuTimes.PRODUCT, 1_000),
                  bare,
                  floor.millisEach(CpuTimes.CLIENT, 1_000),
                  ours / bare));
    }
  }

  private double untilRepaired() {
    long removed = System.nanoTime();
    clusters.remove(FleetSetUp.ROLE);
    while (clusters.missing(FleetSetUp.ROLE) > 0) {
      sleep();
    }
    return (System.nanoTime() - removed) / 1e9;
  }

  /** The reads that were just made for each cluster, and the apply. */
  private double barelyRepaired(Product product, BareCalls.Call apply) {
    var calls = Stream.concat(watch.reads(READS_OF_A_REPAIR), Stream.of(apply)).toList();
    var paused = new Paused(List.of(product));
    try {
      clusters.remove(FleetSetUp.ROLE);
      return BareCalls.send(watch.ofEach(calls), AT_ONCE, clusters.caFile());
    } finally {
      paused.close();
    }
  }

  private static String asApplied(JsonObject role) {
    var metadata = Json.createObjectBuilder(role.getJsonObject("metadata"));
    List.of("managedFields", "uid", "resourceVersion", "creationTimestamp")
        .forEach(metadata::remove);
    return Json.createObjectBuilder(role).add("metadata", metadata).build().toString();
  }

  private void someHang(PassWatch.Pass inSync) {
    int hanging = clusters.count() / HANGING;
    say("%n(d) %d of %d clusters hang".formatted(hanging, clusters.count()));
    watch.awaitInSync();
    clusters.hang(HANGING);
    for (int round = 1; round <= ROUNDS; round++) {
      var pass = watch.next(clusters.count() - hanging);
      say(
          "pass %d over the others: %.1f s, %.2f of (a)%s"
              .formatted(
                  round,
                  pass.seconds(),
                  pass.seconds() / inSync.seconds(),
                  round == 1 ? " (not known to hang yet)" : ""));
    }
    clusters.hang(0);
  }

  static void sleep() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
