package org.clustershare.bench;

import static org.clustershare.bench.Bench.say;

import jakarta.json.JsonArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Issuer;
import org.clustershare.testbed.Product;
import org.clustershare.testbed.SimulatedFleet;
import org.clustershare.testbed.Testbed;

/**
 * One pass over many simulated clusters of 20 namespaces: (a) all in sync, against bare GETs of the
 * same bytes; (c) with a namespace's role gone in each; (d) with 5 % of them hanging. The product
 * runs with a heap of 256 MiB.
 */
final class FleetCosts {
  private static final int NAMESPACES = 20;
  private static final int ROUNDS = 3;
  private static final int HANGING = 20; // every twentieth
  // As many clusters at once as Fleet looks at.
  private static final int AT_ONCE = 12;
  private static final String ROLE =
      "/apis/rbac.authorization.k8s.io/v1/namespaces/namespace-07/roles/namespace-viewer";

  private final SimulatedFleet clusters;
  private final PassWatch watch;

  private FleetCosts(SimulatedFleet clusters) {
    this.clusters = clusters;
    this.watch = new PassWatch(clusters);
  }

  static void measure(Path dir, List<String> wanted, int count) throws IOException {
    var testbed = Testbed.obtain(Bench::say);
    int port = Product.freePort();
    var users = Issuer.Settings.forProductAt(Product.base(port)).withIdTokenLifetime("24h");
    try (var clusters = SimulatedFleet.start(dir.resolve("simulated"), count, NAMESPACES);
        var issuer = Issuer.start(testbed, dir.resolve("issuer"), users)) {
      var environment = Product.environment(port, issuer, dir);
      // Shorter than a pass takes: there is always work.
      environment.put("RECONCILE_INTERVAL", "1s");
      environment.put("_JAVA_OPTIONS", "-Xmx256m");
      try (var product = Product.start(port, dir, environment)) {
        var costs = new FleetCosts(clusters);
        costs.add(new Api(product.base(), issuer.idToken(Issuer.email("alice"))));
        var inSync = costs.inSync(product);
        if (wanted.contains("c")) {
          costs.roleGone();
        }
        if (wanted.contains("d")) {
          costs.someHang(inSync);
        }
      }
    }
  }

  /** Adds one and waits until it is as it should be; the others are made like it and added. */
  private void add(Api api) throws IOException {
    var project = api.createProject("Fleet");
    addOne(api, project, 0);
    while (clusters.missing(ROLE) == clusters.count()) {
      Thread.onSpinWait();
    }
    watch.awaitInSync();
    clusters.makeAllLikeTheFirst();
    long begun = System.nanoTime();
    for (int i = 1; i < clusters.count(); i++) {
      addOne(api, project, i);
    }
    say(
        "%d clusters of %d namespaces added in %.0f s"
            .formatted(clusters.count(), NAMESPACES, (System.nanoTime() - begun) / 1e9));
    watch.awaitInSync();
  }

  private void addOne(Api api, String project, int index) throws IOException {
    var ca =
        Base64.getEncoder()
            .encodeToString(
                Files.readString(clusters.caFile()).getBytes(StandardCharsets.UTF_8));
    var kubeconfig = Straight.kubeconfig(clusters.server(index), ca, "simulated");
    var answer = api.addCluster(project, "simulated-%04d".formatted(index), kubeconfig);
    if (answer.status() != 201) {
      throw new IllegalStateException(answer.body());
    }
  }

  private PassWatch.Pass inSync(Product product) {
    say("%n(a) one pass over %d clusters in sync".formatted(clusters.count()));
    say("| round | pass s | requests | MB | writes | CPU s: Cluster Share | bare GETs s | CPU s: their client | time |");
    say("|---|---|---|---|---|---|---|---|---|");
    var passes = new ArrayList<PassWatch.Pass>();
    var paths = pathsOfAll();
    for (int i = 0; i < 3; i++) { // warms up both sides
      watch.next(clusters.count());
    }
    BareGets.send(paths, AT_ONCE, clusters.caFile());
    for (int round = 1; round <= ROUNDS; round++) {
      var pass = watch.next(clusters.count());
      passes.add(pass);
      var before = CpuTimes.now();
      double bare = BareGets.send(paths, AT_ONCE, clusters.caFile());
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
    say("Memory of Cluster Share: %d MiB (heap at most 256 MiB)".formatted(product.residentMegabytes()));
    passes.sort((one, other) -> Double.compare(one.seconds(), other.seconds()));
    return passes.get(passes.size() / 2);
  }

  private void roleGone() {
    say("%n(c) namespace-viewer gone from one namespace of each of %d clusters".formatted(clusters.count()));
    watch.awaitInSync();
    clusters.reset();
    clusters.remove(ROLE);
    long removed = System.nanoTime();
    while (clusters.missing(ROLE) > 0) {
      sleep();
    }
    double sinceRemoved = (System.nanoTime() - removed) / 1e9;
    var stats = clusters.stats();
    say(
        "all repaired %.1f s after they were gone; %d writes, %d reads meanwhile"
            .formatted(
                sinceRemoved,
                stats.getInt("writes"),
                stats.getInt("requests") - stats.getInt("writes")));
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

  /** The GETs of every cluster; of some it can take two passes until all are seen. */
  private List<List<String>> pathsOfAll() {
    watch.next(3 * clusters.count());
    return grouped(clusters.paths());
  }

  /** What a look at each cluster reads. */
  private static List<List<String>> grouped(JsonArray paths) {
    var byPort = new TreeMap<Integer, Set<String>>();
    for (var pair : paths.getValuesAs(JsonArray.class)) {
      int port = pair.getInt(0);
      byPort
          .computeIfAbsent(port, any -> new LinkedHashSet<>())
          .add("https://127.0.0.1:%d%s".formatted(port, pair.getString(1)));
    }
    return byPort.values().stream().map(List::copyOf).toList();
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
