package org.clustershare.story.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Api.Answer;
import org.clustershare.testbed.parts.OwnParts;
import org.clustershare.testbed.parts.StoryTest;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The database stops and returns while people use the product. */
@StoryTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseOutageKT {
  private static final String ALICE = Dex.email("alice");
  private static final Duration NOTICED = Duration.ofSeconds(20);

  /** More than the product's pool has connections. */
  private static final int WAITING = 30;

  private static final Duration ANSWERED = Duration.ofSeconds(10);

  @SuppressWarnings("NullAway.Init")
  private RestartablePostgres postgres;

  @SuppressWarnings("NullAway.Init")
  private Dex issuer;

  @SuppressWarnings("NullAway.Init")
  private Product product;

  @BeforeAll
  void start(OwnParts parts) {
    int port = Product.freePort();
    postgres = parts.closing(new RestartablePostgres(parts.folder()));
    issuer = parts.issuer(port);
    var environment = Product.environment(port, issuer, parts.folder());
    environment.putAll(RestartablePostgres.environment(postgres.port()));
    product = parts.product(port, environment);
  }

  private Api alice() {
    return new Api(product.base(), issuer.idToken(ALICE));
  }

  private int readiness() {
    return new Api(product.base(), "").get("/health/ready").status();
  }

  @Test
  void anOutageUnderLoadIsSaidWithinSecondsAndEndsByItself() throws Exception {
    var alice = alice();
    alice.createProject("Kept through the outage");
    try (var load = new Load(() -> alice.get("/api/v1/projects"))) {
      await().atMost(NOTICED).until(() -> load.count() > 20);
      assertThat(load.statuses()).containsOnly(200);

      postgres.stop();

      await().atMost(NOTICED).until(() -> readiness() == 503);
      assertThat(new Api(product.base(), "").get("/health/live").status()).isEqualTo(200);
      var begun = Instant.now();
      var refused = alice.get("/api/v1/projects");
      assertThat(refused.status()).as(refused.body()).isEqualTo(503);
      assertThat(refused.object().getString("type")).endsWith("database-unavailable");
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(Duration.between(begun, Instant.now())).isLessThan(ANSWERED);

      postgres.start();

      await().atMost(NOTICED).until(() -> readiness() == 200);
      load.restart();
      await().atMost(NOTICED).until(() -> load.count() > 20);
      assertThat(load.statuses()).containsOnly(200);
    }
    assertThat(alice.get("/api/v1/projects").body()).contains("Kept through the outage");
  }

  /** Another session holds a lock, so every query for projects waits, as in a slow database. */
  @Test
  void aSlowDatabaseHoldsSomeRequestsAndTheOthersGetASentence() throws Exception {
    var alice = alice();
    alice.createProject("Locked for a while");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = new ArrayList<Future<Answer>>();
      try (var connection = postgres.connect();
          var statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("lock table project in access exclusive mode");
        for (int i = 0; i < WAITING; i++) {
          waiting.add(threads.submit(() -> alice.get("/api/v1/projects")));
        }
        await().atMost(NOTICED).until(() -> readiness() == 503);
        assertThat(new Api(product.base(), "").get("/health/live").status()).isEqualTo(200);
        assertThat(alice.get("/api/v1/projects").status()).isEqualTo(503);
        connection.rollback();
      }
      var statuses = new TreeSet<Integer>();
      for (var answer : waiting) {
        statuses.add(answer.get().status());
      }
      assertThat(statuses).containsExactly(200, 503);
    }
    await().atMost(NOTICED).until(() -> readiness() == 200);
    assertThat(alice.get("/api/v1/projects").body()).contains("Locked for a while");
  }
}
