package org.clustershare.story.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.clustershare.platform.metrics.MetricFamily;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.browser.Recipient;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.parts.OwnParts;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an operator sees after a whole story: metrics behind a token, health, and JSON logs. */
@StoryTest
class MonitoringKT {
  private static final String TOKEN = "xq7.${metrics}-Token_0123456789";
  private static final String PROJECT = "Payments of Zurich";
  private static final String CLUSTER = "zurich-blue";
  private static final String REQUEST_ID = "trace-4711.a_b";

  private static Product product;
  private static Dex dex;
  private static ClusterActor alice;
  private static URI link;
  private static String kubeconfig;

  @BeforeAll
  static void playTheStory(OwnParts own) {
    int port = Product.freePort();
    dex = own.issuer(port);
    var environment = Product.environment(port, dex, own.folder());
    environment.put("METRICS_TOKEN", TOKEN);
    environment.put("LOG_FORMAT", "json");
    environment.put("RECONCILE_INTERVAL", "1s");
    product = own.product(port, environment);
    var cluster = own.cluster("cluster", KubernetesCluster.Settings.trusting(dex));

    var actor = new Actor(ALICE, new Api(product.base(), dex.idToken(ALICE)));
    var project = actor.createsProject(PROJECT);
    alice = actor.at(actor.adds(cluster).as(CLUSTER).to(project));
    link = alice.shares();
    var bob = new Recipient(new Visitor(dex.caFile(), BOB));
    kubeconfig = bob.downloads(bob.signsIn(link)).body();
    bob.requests(URI.create(product.base() + "/share/not-a-link-that-was-given"));
    bob.requests(URI.create(product.base() + "/api/v1/kubeconfig/download/not-a-download"));
  }

  private static String metrics() {
    var answer = metrics("Bearer " + TOKEN);
    assertThat(answer).hasStatus(200);
    return answer.body();
  }

  private static Api.Answer metrics(String authorization, String... headers) {
    var all =
        Stream.concat(Stream.of("Authorization", authorization), Stream.of(headers))
            .toArray(String[]::new);
    return new Api(product.base(), "").call("GET", "/metrics", "", all);
  }

  /** The value of one series; its labels in the order of the product. */
  private static double value(String metrics, String name, String labels) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + "{") && line.contains(labels))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " " + labels + " is not in\n" + metrics));
  }

  @Test
  void metricsAnswerTheTokenAndNothingElse() {
    assertThat(metrics("Bearer " + TOKEN)).hasStatus(200);
    assertThat(metrics("bearer " + TOKEN, "X-Forwarded-For", "203.0.113.7")).hasStatus(200);
    for (var wrong :
        List.of(
            "Bearer " + TOKEN + "x",
            "Bearer " + TOKEN.substring(1),
            "Bearer " + TOKEN.toUpperCase(Locale.ROOT),
            "Bearer ",
            "Basic " + TOKEN,
            TOKEN,
            "Bearer " + dex.idToken(ALICE))) {
      assertThat(metrics(wrong)).hasStatus(401).hasProblem("metrics-token-wrong");
      assertThat(metrics(wrong).headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }
    var without = new Api(product.base(), "").get("/metrics");
    assertThat(without).hasStatus(401).hasProblem("metrics-token-wrong");
    assertThat(new Api(product.base(), "").get("/metrics/base")).hasStatus(401);
    assertThat(new Api(product.base(), TOKEN).get("/api/v1/me").status()).isEqualTo(401);
  }

  @Test
  void theStoryIsInTheMetrics() {
    var result = metrics();

    assertThat(value(result, "cluster_share_link_lookups_total", "result=\"success\""))
        .isPositive();
    assertThat(value(result, "cluster_share_link_lookups_total", "result=\"not_found\""))
        .isPositive();
    assertThat(value(result, "cluster_share_kubeconfigs_total", "result=\"success\"")).isOne();
    assertThat(value(result, "cluster_share_downloads_total", "result=\"success\"")).isOne();
    assertThat(value(result, "cluster_share_downloads_total", "result=\"gone\"")).isOne();
    assertThat(value(result, "cluster_share_token_exchanges_total", "result=\"success\"")).isOne();
    assertThat(value(result, "cluster_share_requests_total", "status=\"4xx\"")).isPositive();
    assertThat(value(result, "cluster_share_clusters", "state=\"owned\"")).isOne();
    assertThat(value(result, "cluster_share_issuer_reachable", "")).isOne();
    assertThat(value(result, "cluster_share_database_connections", "")).isPositive();
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              var later = metrics();
              var seconds = "cluster_share_reconcile_duration_seconds_count";
              assertThat(value(later, seconds, "result=\"success\"")).isPositive();
              assertThat(value(later, "cluster_share_role_drift_total", "result=\"repaired\""))
                  .isPositive();
            });
  }

  @Test
  void everyFamilyIsExposedFromTheStart() {
    var result = metrics();

    assertThat(MetricFamily.values())
        .allSatisfy(
            family ->
                assertThat(family.seriesNames())
                    .allSatisfy(
                        name -> assertThat(result).containsPattern("(?m)^" + name + "\\{[^\n]* ")));
  }

  @Test
  void noNameOfTheStoryIsInTheMetrics() {
    alice.drift();
    var result = metrics().toLowerCase(Locale.ROOT);

    var names =
        Stream.of(
            ALICE,
            BOB,
            "alice",
            "bob",
            PROJECT,
            "zurich",
            CLUSTER,
            alice.cluster().cluster(),
            alice.cluster().project(),
            link.getPath().substring("/share/".length()),
            TOKEN,
            "not-a-link-that-was-given",
            "not-a-download",
            dex.url().getHost() + ":" + dex.url().getPort(),
            Dex.CLIENT_SECRET,
            "localhost");
    assertThat(names.map(name -> name.toLowerCase(Locale.ROOT)))
        .allSatisfy(name -> assertThat(result).doesNotContain(name));
  }

  @Test
  void labelsHaveOnlyTheDocumentedValues() {
    var own = Pattern.compile("(?m)^(cluster_share_[a-z_]+)\\{([^}]*)}").matcher(metrics());

    assertThat(own.results())
        .isNotEmpty()
        .allSatisfy(
            series -> {
              var family = MetricFamily.ofSeries(series.group(1)).orElseThrow();
              Pattern.compile("([a-z_]+)=\"([^\"]*)\"")
                  .matcher(series.group(2))
                  .results()
                  .filter(label -> !List.of("mp_scope", "quantile", "le").contains(label.group(1)))
                  .forEach(
                      label ->
                          assertThat(family.labels())
                              .hasEntrySatisfying(
                                  label.group(1),
                                  values -> assertThat(values).contains(label.group(2))));
            });
  }

  @Test
  void healthTellsTheReconcilersLagAndTheKeys() {
    var ready = new Api(product.base(), "").get("/health/ready");

    assertThat(ready).hasStatus(200);
    assertThat(ready.body())
        .contains("\"name\":\"encryption-keys\"", "\"name\":\"reconcile\"", "lag-seconds");
  }

  @Test
  void aSafeRequestIdIsAnsweredAndStandsInTheProblem() {
    var api = new Api(product.base(), "");
    var problem = api.call("GET", "/api/v1/projects", "", "X-Request-Id", REQUEST_ID);

    assertThat(problem).hasStatus(401);
    assertThat(problem.headers().firstValue("X-Request-Id")).contains(REQUEST_ID);
    assertThat(problem.object().getString("requestId")).isEqualTo(REQUEST_ID);
  }

  @Test
  void anUnsafeRequestIdIsReplaced() {
    for (var unsafe :
        List.of(
            "a b", "x".repeat(65), "{\"a\":1}", "a\tb", "<script>", "a;b", "alice@example.com")) {
      var answer =
          new Api(product.base(), "").call("GET", "/api/v1/me", "", "X-Request-Id", unsafe);
      var id = answer.headers().firstValue("X-Request-Id").orElse("");
      assertThat(id).as(unsafe).isNotEqualTo(unsafe).matches("[A-Za-z0-9._-]{16,64}");
      assertThat(answer.object().getString("requestId")).isEqualTo(id);
    }
  }

  private static List<JsonObject> logged() {
    return product
        .logged()
        .lines()
        .filter(line -> line.startsWith("{"))
        .map(
            line -> {
              try (var reader = Json.createReader(new StringReader(line))) {
                return reader.readObject();
              }
            })
        .toList();
  }

  @Test
  void logLinesAreJsonWithTheIdsOfTheirWork() {
    assertThat(logged())
        .anySatisfy(
            line -> {
              assertThat(line.getString("LogMessage")).startsWith("kubeconfig made:");
              assertThat(line.getString("requestId")).matches("[A-Za-z0-9._-]{16,64}");
              assertThat(line.getString("LogMessage"))
                  .contains("share=" + line.getString("shareId") + " ");
            })
        .anySatisfy(
            line -> {
              assertThat(line.getString("LogMessage")).startsWith("conditions changed:");
              assertThat(line.getString("reconcileId")).isNotBlank();
            });
  }

  @Test
  void theLogHasNoSecretOfTheStory() {
    var token = link.getPath().substring("/share/".length());
    var idToken = kubeconfig.replaceAll("(?s).*id-token: (\\S+).*", "$1");
    assertThat(idToken).hasSizeGreaterThan(100);

    assertThat(product.logged())
        .doesNotContain(TOKEN, token, idToken, Dex.CLIENT_SECRET, "Bearer ");
  }
}
