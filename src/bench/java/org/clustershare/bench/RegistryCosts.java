package org.clustershare.bench;

import static org.clustershare.bench.Bench.say;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.SimulatedFleet;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;

/**
 * (m) What a cluster costs that nothing happens to: memory for each, and the time of the list,
 * whole and a page of it, beside a call of the same server that does nothing.
 */
final class RegistryCosts {
  private static final int ROUNDS = 40;
  private static final int FIRST = 50;
  private static final int NAMESPACES = 20;
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  private final Product product;
  private final Api api;
  private final String project;
  private final SimulatedFleet clusters;
  private final PassWatch watch;

  private RegistryCosts(Product product, Api api, SimulatedFleet clusters) {
    this.product = product;
    this.api = api;
    this.project = api.createProject("Registry");
    this.clusters = clusters;
    this.watch = new PassWatch(clusters);
  }

  static void measure(Path dir, int count) throws IOException {
    var testbed = Testbed.obtain(Bench::say);
    int port = Product.freePort();
    var users = Dex.Settings.forProductAt(Product.base(port)).withIdTokenLifetime("24h");
    try (var clusters = SimulatedFleet.start(dir.resolve("simulated"), count, NAMESPACES);
        var dex = Dex.start(testbed, dir.resolve("issuer"), users)) {
      var environment = Product.environment(port, dex, dir);
      environment.put("MAX_CLUSTERS_PER_PROJECT", "1000000");
      // Each is looked at once, when it is added.
      environment.put("RECONCILE_INTERVAL", "24h");
      var alice = Dex.email("alice");
      try (var product = Product.start(port, dir, environment)) {
        var costs =
            new RegistryCosts(product, new Api(product.base(), dex.idToken(alice)), clusters);
        costs.memory();
        costs.times(new Visitor(dex.caFile(), alice));
      }
    }
  }

  private void memory() throws IOException {
    add(0);
    watch.awaitInSync();
    clusters.makeAllLikeTheFirst();
    for (int i = 1; i < FIRST; i++) { // what the first ones bring along is not theirs
      add(i);
    }
    watch.awaitInSync();
    long before = usedKibibytes();
    long begun = System.nanoTime();
    for (int i = FIRST; i < clusters.count(); i++) {
      add(i);
    }
    double millis = (System.nanoTime() - begun) / 1e6;
    watch.awaitInSync();
    long after = usedKibibytes();
    int more = clusters.count() - FIRST;
    say("%n(m) %d clusters kept, each looked at once".formatted(clusters.count()));
    say(
        "heap after a collection: %d KiB with %d, %d KiB with %d: %.1f KiB each; %.0f ms to add one; resident %d MiB"
            .formatted(
                before,
                FIRST,
                after,
                clusters.count(),
                (after - before) / (double) more,
                millis / more,
                product.residentMegabytes()));
  }

  private void add(int index) throws IOException {
    var kubeconfig =
        Straight.kubeconfig(
            clusters.server(index), base64(Files.readString(clusters.caFile())), "simulated");
    var answer = api.addCluster(project, "cluster-%04d".formatted(index), kubeconfig);
    if (answer.status() != 201) {
      throw new IllegalStateException(answer.body());
    }
  }

  private void times(Visitor visitor) {
    var list = "/api/v2/projects/%s/clusters".formatted(project);
    var page = URI.create(product.base() + "/console/project/" + project + "?search=0&sort=-name");
    double floor = median(() -> api.get("/api/v2/featuregates"));
    say("| what | median ms | times the floor |");
    say("|---|---|---|");
    row("floor: GET /api/v2/featuregates", floor, floor);
    row("list, a page of 30", median(() -> api.get(list + "?limit=30")), floor);
    row("list, searched and sorted", median(() -> api.get(list + "?search=77&sort=-name")), floor);
    row("list, all of them", median(() -> api.get(list)), floor);
    row("the console's page, searched and sorted", median(() -> visitor.open(page)), floor);
  }

  private static void row(String what, double millis, double floor) {
    say("| %s | %.1f | %.1f |".formatted(what, millis, millis / floor));
  }

  private static double median(Runnable call) {
    var times = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      call.run(); // warms up, and finds what a first call makes
    }
    for (int i = 0; i < ROUNDS; i++) {
      long begun = System.nanoTime();
      call.run();
      times[i] = (System.nanoTime() - begun) / 1e6;
    }
    Arrays.sort(times);
    return times[ROUNDS / 2];
  }

  /** What lives after a full collection, as the JVM itself says. */
  private long usedKibibytes() throws IOException {
    jcmd("GC.run");
    jcmd("GC.run");
    var matcher = USED.matcher(jcmd("GC.heap_info"));
    if (!matcher.find()) {
      throw new IllegalStateException("jcmd does not tell the heap's use");
    }
    return Long.parseLong(matcher.group(1));
  }

  private String jcmd(String command) throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                "" + product.pid(),
                command)
            .redirectErrorStream(true)
            .start();
    try (var reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      return reader.lines().collect(Collectors.joining("\n"));
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
