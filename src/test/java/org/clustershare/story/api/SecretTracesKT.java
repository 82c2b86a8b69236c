package org.clustershare.story.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;

import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.story.driver.Forms;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.hostile.Traces;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.jsoup.Jsoup;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.Test;

/**
 * Nothing secret that travels to the product outlives its request. A marker of its own in every
 * field of the console and the API is looked for in the temporary folder, the data folder, the
 * logs, the database and the heap.
 *
 * <p>The server reads and writes through buffers that it uses again, at most 64 KiB a thread. What
 * stood in them is overwritten by the next requests, so the test sends some before it looks. A
 * thread of the server that got none of them still has what it read: the test sends more then, at
 * most {@value #OVERWRITING_ROUNDS} times.
 */
@StoryTest
class SecretTracesKT {
  private static final String FIELDS = "input[type=text], input[type=password], textarea";
  private static final String SECRET_FIELDS = "input[type=password], textarea";
  private static final int LATER_REQUESTS = 600;
  private static final int OVERWRITING_ROUNDS = 5;

  private final Stack stack;

  /** Secrets that must leave no trace; each name says where the secret was sent. */
  private final Set<String> secrets = new LinkedHashSet<>();

  /** Names and addresses, which are kept in the database and shown. */
  private final Set<String> names = new LinkedHashSet<>();

  /** Tokens of share links: the database holds their hashes. */
  private final Set<String> links = new LinkedHashSet<>();

  SecretTracesKT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void noSecretOutlivesItsRequest() throws Exception {
    var folder = Files.createDirectories(stack.dir.resolve("secret-traces"));
    var temporary = Files.createDirectories(folder.resolve("tmp"));
    int port = Product.freePort();
    var heap = folder.resolve("heap.hprof");
    try (var dex =
        Dex.start(
            stack.testbed,
            folder.resolve("issuer"),
            Dex.Settings.forProductAt(Product.base(port)))) {
      var environment = Product.environment(port, dex, folder);
      environment.put("JAVA_TOOL_OPTIONS", "-Xmx256m -Djava.io.tmpdir=" + temporary);
      List<String> inHeap;
      try (var product = Product.start(port, folder, environment)) {
        var project = playTheApi(new Api(product.base(), dex.idToken(ALICE)), product.base());
        var alice = new Visitor(dex.caFile(), ALICE);
        playThePages(alice, product.base(), project);
        var page = URI.create(product.base() + "/console/cluster-settings/" + project);
        int round = 0;
        do {
          overwriteTheServersBuffers(product.base(), () -> alice.get(page));
          dump(product, heap);
          inHeap = Traces.in(heap, secrets);
          round++;
        } while (round < OVERWRITING_ROUNDS && !inHeap.isEmpty());
        assertThat(Traces.in(product.log(), all())).as("log").isEmpty();
      }
      // Ended properly, the database has everything in its file.
      var exported = export(Objects.requireNonNull(environment.get("DATABASE_URL")), folder);

      assertThat(Traces.in(heap, List.of("cluster-share"))).as("a heap that was read").isNotEmpty();
      assertThat(inHeap).as("heap").isEmpty();
      assertThat(Traces.in(exported, names)).as("a database that was read").isNotEmpty();
      assertThat(Traces.in(exported, secrets)).as("database").isEmpty();
      assertThat(links).as("links that were made").isNotEmpty();
      assertThat(Traces.in(exported, links)).as("links in the database").isEmpty();
      assertThat(Traces.below(temporary, all())).as("temporary folder").isEmpty();
      Files.delete(heap);
      assertThat(Traces.below(folder, secrets)).as("data folder").isEmpty();
    }
  }

  private String secret(String place) {
    return marker(place, secrets);
  }

  private static String marker(String place, Set<String> kind) {
    var marker = "%s-%s".formatted(place, RandomIds.id());
    kind.add(marker);
    return marker;
  }

  private List<String> all() {
    var all = new ArrayList<>(secrets);
    all.addAll(names);
    return all;
  }

  /** Every way in which the API takes a secret, well-formed and not; gives a project's id. */
  private String playTheApi(Api api, String base) {
    var kubeconfig =
        stack.apiServer.kubeconfigText() + "\nextensions: [{name: x, extension: \"%s\"}]\n";
    var project = api.createProject(marker("name-of-a-project", names));
    var path = "/api/v2/projects/" + project + "/clusters";
    var dryRun = path + "?dryRun=true";
    api.post(dryRun, Api.clusterBody("c", kubeconfig.formatted(secret("dry-run"))));
    api.post(dryRun, Api.clusterBody("c", "users: [{password: %s}]".formatted(secret("refused"))));
    api.post(dryRun, Api.clusterBody("c", "\t: [%s".formatted(secret("no-yaml"))));
    api.post(path, "{\"kubeconfig\": \"%s\",,}".formatted(secret("malformed-json")));
    api.post(path, "{\"name\": \"x\", \"kubeconfig\": \"%s\"}".formatted(secret("no-base64")));
    api.post(path, "{\"name\": \"x\", \"password\": \"%s\"}".formatted(secret("unknown-field")));
    var added = api.addCluster(project, "c", kubeconfig.formatted(secret("added")));
    assertThat(added.status()).as(added.body()).isEqualTo(201);
    var cluster = path + "/" + added.object().getString("id");
    var replaced = Api.clusterBody("c", kubeconfig.formatted(secret("replaced")));
    assertThat(api.send("PATCH", cluster, replaced.toString()).status()).isEqualTo(200);
    api.send(
        "PATCH",
        cluster,
        "{\"oidc\": {\"clientID\": \"x\", \"clientSecret\": \"%s\"}}".formatted(secret("client")));
    api.post(cluster + "/trust", "{\"idToken\": \"%s\"}".formatted(secret("id-token")));
    api.post(cluster + "/trust", "{\"acceptChange\": \"%s\"}".formatted(secret("consent")));
    api.postOnce(
        secret("idempotency-key"), cluster + "/clusterroles/view/clusterbindings", Stack.user("x"));
    var share = api.postOnce("share", cluster + "/shares", JsonValue.EMPTY_JSON_OBJECT);
    assertThat(share.status()).as(share.body()).isEqualTo(201);
    var link = share.object().getString("link");
    links.add(link.substring(link.lastIndexOf('/') + 1));
    new Api(base, secret("bearer")).get("/api/v1/me");
    return project + "/" + added.object().getString("id");
  }

  /** Every form of the console with a marker in each field and each of its buttons. */
  private void playThePages(Visitor alice, String base, String cluster) {
    var project = cluster.substring(0, cluster.indexOf('/'));
    for (var address :
        List.of(
            "/share/" + secret("link"),
            "/download/" + secret("download"),
            "/callback?code=%s&state=%s".formatted(secret("code"), secret("state")),
            "/api/v1/kubeconfig?code=%s&state=%s".formatted(secret("a-code"), secret("a-state")),
            "/api/v1/me?token=" + secret("query"))) {
      alice.get(URI.create(base + address));
    }
    alice.get(URI.create(base + "/home"), "Cookie", "x=" + secret("cookie"));
    alice.get(URI.create(base + "/home"), "Authorization", "Basic " + secret("basic"));
    int forms = 0;
    for (var page :
        List.of(
            "projects",
            "project/" + project,
            "members/" + project,
            "cluster/" + cluster,
            "bindings/" + cluster,
            "cluster-settings/" + cluster)) {
      var address = URI.create(base + "/console/" + page);
      for (var form :
          Jsoup.parse(alice.open(address).body()).select("main form:has(textarea, input)")) {
        for (var button : form.select("input[type=submit]").eachAttr("name")) {
          send(alice, address, form.id(), button);
          forms++;
        }
      }
    }
    assertThat(forms).as("forms that were sent").isGreaterThanOrEqualTo(10);
  }

  private void send(Visitor alice, URI address, String formId, String button) {
    var page = Jsoup.parse(alice.open(address).body(), address.toString());
    if (!(page.getElementById(formId) instanceof FormElement form)) {
      throw new AssertionError("%s has no form %s".formatted(address, formId));
    }
    assertThat(form.attr("enctype"))
        .as("forms are never multipart")
        .isIn("", "application/x-www-form-urlencoded");
    for (var field : form.select(FIELDS)) {
      var kind = field.is(SECRET_FIELDS) ? secrets : names;
      field.val(marker(button.replace(':', '-'), kind));
    }
    alice.post(address, Forms.encode(form, button));
  }

  private static void overwriteTheServersBuffers(String base, Supplier<Visitor.Page> longPage)
      throws Exception {
    // Pages are written through a buffer of 8192 characters: a shorter one overwrites a part only.
    assertThat(longPage.get().body()).hasSizeGreaterThan(8192);
    var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    var filler = "v".repeat(3_000);
    var requests =
        List.of(
            HttpRequest.newBuilder(URI.create(base + "/share/x"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("field=" + "v".repeat(300_000)))
                .build(),
            HttpRequest.newBuilder(URI.create(base + "/home?" + filler)).build(),
            // Parameters are decoded in a buffer of their own.
            HttpRequest.newBuilder(
                    URI.create(base + "/callback?code=%s&state=%s".formatted(filler, filler)))
                .build());
    var threads = Executors.newFixedThreadPool(16);
    try {
      var calls = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < LATER_REQUESTS; i++) {
        var request = requests.get(i % requests.size());
        calls.add(() -> http.send(request, BodyHandlers.ofString()).statusCode());
        calls.add(() -> longPage.get().status());
      }
      for (var answer : threads.invokeAll(calls)) {
        assertThat(answer.get()).isLessThan(500);
      }
    } finally {
      threads.shutdown();
    }
  }

  /** What is alive in the product's heap, as a file. */
  private static void dump(Product product, Path file) throws IOException, InterruptedException {
    Files.deleteIfExists(file);
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var command = List.of(jcmd, "" + product.pid(), "GC.heap_dump", file.toString());
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** Everything in the database as SQL: its file can be compressed. */
  private static Path export(String url, Path folder) throws SQLException {
    var script = folder.resolve("database.sql");
    try (var connection = DriverManager.getConnection(url, "cluster-share", "cluster-share");
        var statement = connection.createStatement()) {
      statement.execute("script to '%s'".formatted(script));
    }
    return script;
  }
}
