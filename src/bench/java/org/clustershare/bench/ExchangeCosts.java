package org.clustershare.bench;

import static org.clustershare.bench.Bench.say;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.clustershare.bench.empty.EmptyApplication;
import org.clustershare.bench.empty.EmptyResource;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.SimulatedProvider;
import org.clustershare.testbed.product.Product;

/**
 * (x) What the delegated sign-in costs us: from a share link to the provider's page, and from the
 * provider's answer to the file, beside a resource on the same server that does nothing. Each
 * request is another browser's.
 */
final class ExchangeCosts {
  private static final int ROUNDS = 5;
  // A server that has just started is slow for some thousand requests.
  private static final int WARM_UP = 6_400;
  private static final int REQUESTS = 1_280;
  private static final String EMPTY = "an empty resource";

  private final URI server;
  private final SimulatedProvider provider;
  private final String link;
  private final String kkpLink;
  private final Queue<Answered> answered = new ConcurrentLinkedQueue<>();

  /** A browser that the provider has sent back. */
  private record Answered(String path, String cookie) {}

  private interface Ask {
    void once(KeptConnection connection) throws Exception;
  }

  private record Row(Ask ask, boolean finishing) {
    Row(Ask ask) {
      this(ask, false);
    }
  }

  private ExchangeCosts(URI server, SimulatedProvider provider, String link, String kkpLink) {
    this.server = server;
    this.provider = provider;
    this.link = link;
    this.kkpLink = kkpLink;
  }

  static void measure(Path dir) throws IOException {
    int port = Product.freePort();
    var alice = "alice@example.com";
    Files.createDirectories(dir);
    try (var provider = SimulatedProvider.start(dir.resolve("provider"), alice)) {
      var environment = Product.environment(port, provider.url(), provider.caFile(), dir);
      environment.put("MAX_SHARES_PER_CLUSTER", "1000000");
      environment.put("RECONCILE_INTERVAL", "24h"); // nothing else is to be done meanwhile
      var empty = emptyApplication(dir.resolve("empty.war")).toString();
      try (var product = Product.start(port, dir, environment, List.of("--deploy", empty))) {
        var api = new Api(product.base(), provider.idToken());
        with(api, URI.create(product.base()), provider).run();
      }
    }
  }

  /** A share of a cluster without an API server; no request goes there. */
  private static ExchangeCosts with(Api api, URI server, SimulatedProvider provider)
      throws IOException {
    var project = api.createProject("Exchange");
    var ca = Base64.getEncoder().encodeToString(Files.readAllBytes(provider.caFile()));
    var kubeconfig = Straight.kubeconfig(URI.create("https://127.0.0.1:1"), ca, "bench");
    JsonObject body =
        Json.createObjectBuilder(Api.clusterBody("exchange", kubeconfig))
            .add("evenUnverified", true)
            .build();
    var cluster =
        api.post("/api/v2/projects/%s/kubernetes/clusters".formatted(project), body)
            .object()
            .getString("id");
    var share =
        api.post("/api/v2/projects/%s/clusters/%s/shares".formatted(project, cluster), "")
            .object()
            .getString("link");
    var alice = api.get("/api/v1/me").object().getString("id");
    return new ExchangeCosts(
        server,
        provider,
        "/api/v1/kubeconfig?style=auth-provider&share="
            + share.substring(share.lastIndexOf('/') + 1),
        "/api/v1/kubeconfig?project_id=%s&cluster_id=%s&user_id=%s"
            .formatted(project, cluster, alice));
  }

  private static Path emptyApplication(Path war) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(war))) {
      for (var part : List.of(EmptyApplication.class, EmptyResource.class)) {
        var name = part.getName().replace('.', '/') + ".class";
        out.putNextEntry(new ZipEntry("WEB-INF/classes/" + name));
        try (var in = part.getResourceAsStream("/" + name)) {
          java.util.Objects.requireNonNull(in).transferTo(out);
        }
      }
    }
    return war;
  }

  private void run() {
    Map<String, Row> rows = new LinkedHashMap<>();
    rows.put(EMPTY, new Row(connection -> expect(200, connection.get("/empty/api/nothing", ""))));
    rows.put(
        "`GET /api/v2/featuregates`",
        new Row(connection -> expect(200, connection.get("/api/v2/featuregates", ""))));
    rows.put("link to redirect", new Row(connection -> expect(303, connection.get(link, ""))));
    rows.put(
        "KKP's link to redirect", new Row(connection -> expect(303, connection.get(kkpLink, ""))));
    rows.put("answer to file", new Row(this::finish, true));
    rows.values().forEach(row -> load(8, WARM_UP, row));
    say("%n(x) the delegated sign-in, median of %d rounds".formatted(ROUNDS));
    say("| connections | what | a second | p50, p99 ms | CPU ms (ours) | throughput |");
    say("|---|---|---|---|---|---|");
    for (int connections : new int[] {8, 64}) {
      compare(connections, rows);
    }
  }

  private void compare(int connections, Map<String, Row> rows) {
    Map<String, List<Load>> loads = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      rows.forEach(
          (what, row) ->
              loads
                  .computeIfAbsent(what, first -> new ArrayList<>())
                  .add(load(connections, REQUESTS, row)));
    }
    double floor = Load.median(loads.getOrDefault(EMPTY, List.of())).perSecond();
    loads.forEach(
        (what, rounds) -> {
          var load = Load.median(rounds);
          say(
              "| %d | %s | %.0f | %.1f, %.1f | %.2f | %.2f |"
                  .formatted(
                      connections,
                      what,
                      load.perSecond(),
                      load.percentileMillis(50),
                      load.percentileMillis(99),
                      load.cpu().millisEach(CpuTimes.PRODUCT, load.nanos().size()),
                      load.perSecond() / floor));
        });
  }

  private Load load(int connections, int requests, Row row) {
    if (row.finishing()) {
      on(8, requests, this::begin);
    }
    return on(connections, requests, row.ask());
  }

  private Load on(int connections, int requests, Ask ask) {
    var open = new ArrayList<KeptConnection>();
    try {
      for (int i = 0; i < connections; i++) {
        open.add(new KeptConnection(server));
      }
      return Load.of(connections, requests / connections, worker -> ask.once(open.get(worker)));
    } finally {
      open.forEach(ExchangeCosts::close);
    }
  }

  /** All that comes before the answer; not measured. */
  private void begin(KeptConnection connection) throws IOException, InterruptedException {
    var begun = connection.get(kkpLink, "");
    expect(303, begun);
    var back = provider.back(URI.create(begun.header("location").orElseThrow()));
    answered.add(
        new Answered(
            back.getRawPath() + "?" + back.getRawQuery(),
            begun.header("set-cookie").orElseThrow().split(";", -1)[0]));
  }

  private void finish(KeptConnection connection) throws IOException {
    var browser = answered.remove();
    expect(200, connection.get(browser.path(), browser.cookie()));
  }

  private static void expect(int status, KeptConnection.Answer answer) {
    if (answer.status() != status) {
      throw new IllegalStateException(answer.head());
    }
  }

  private static void close(KeptConnection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
