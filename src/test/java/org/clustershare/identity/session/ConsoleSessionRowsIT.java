package org.clustershare.identity.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.io.File;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.identity.entity.ConsoleSessionRecord;
import org.clustershare.identity.session.ConsoleSessionRows.Limits;
import org.clustershare.oidc.token.Account;
import org.clustershare.oidc.token.Person;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table of console sessions in a real database. */
@ArquillianTest
class ConsoleSessionRowsIT {
  private static final int AT_ONCE = 12;
  private static final Limits WIDE = new Limits(100, 1_000);
  private static final Instant NOW = Instant.parse("2026-11-28T08:00:00Z");
  private static final Instant UNUSED_SINCE = NOW.minus(Duration.ofHours(1));

  @Inject private ConsoleSessionRows rows;
  @Inject private PersonDirectory personDirectory;

  @Resource(lookup = "java:app/jdbc/cluster-share")
  private DataSource database;

  @Deployment
  static WebArchive war() {
    return ShrinkWrap.createFromZipFile(
            WebArchive.class,
            new File(System.getProperty("cluster-share.war", "target/cluster-share.war")))
        .addClass(ConsoleSessionRowsIT.class);
  }

  @BeforeEach
  void empty() throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.executeUpdate("delete from console_session");
    }
  }

  /** Signs a person in at a time; gives how many sessions ended for it. */
  private int signIn(String person, String id, Instant at, Limits limits) {
    var row = new ConsoleSessionRecord(id, person, "sealed", at, at.plus(Duration.ofHours(12)));
    return rows.insert(row, person + "@example.com", limits, at.minus(Duration.ofHours(1)));
  }

  private boolean isThere(String id) {
    return rows.find(id).isPresent();
  }

  @Test
  void theOldestOfAPersonEndsForTheirNext() {
    for (int i = 1; i <= 5; i++) {
      signIn("bob", "b" + i, NOW.plusSeconds(i), new Limits(3, 1_000));
    }

    assertFalse(isThere("b1") || isThere("b2"));
    assertTrue(isThere("b3") && isThere("b4") && isThere("b5"));
  }

  @Test
  void ofManySignInsAtOnceTheLimitHolds() throws Exception {
    personDirectory.store(
        new Person("bob@example.com", "Bob", List.of(), new Account("https://issuer", "bob")));
    var barrier = new CyclicBarrier(AT_ONCE);
    var signIns =
        IntStream.range(0, AT_ONCE)
            .<Callable<Integer>>mapToObj(
                i ->
                    () -> {
                      barrier.await();
                      return signIn("bob", "b" + i, NOW, new Limits(3, 1_000));
                    })
            .toList();
    var threads = Executors.newFixedThreadPool(AT_ONCE);
    for (var done : threads.invokeAll(signIns)) {
      done.get();
    }
    threads.shutdown();

    assertEquals(3, IntStream.range(0, AT_ONCE).filter(i -> isThere("b" + i)).count());
  }

  @Test
  void whenAllAreTakenThePersonWithMostLosesTheOneThatWasUsedLeastRecently() {
    var full = new Limits(100, 6);
    signIn("alice", "a1", NOW.minusSeconds(9), full);
    signIn("bob", "b1", NOW, full);
    signIn("bob", "b2", NOW.plusSeconds(1), full);
    signIn("bob", "b3", NOW.plusSeconds(2), full);
    signIn("carol", "c1", NOW, full);
    signIn("carol", "c2", NOW, full);
    rows.touch("b1", NOW.plusSeconds(60), NOW.plusSeconds(60));

    assertEquals(1, signIn("dora", "d1", NOW.plusSeconds(61), full));

    assertFalse(isThere("b2"));
    assertTrue(isThere("a1") && isThere("b1") && isThere("b3") && isThere("d1"));
  }

  @Test
  void aSessionThatEndedTakesNoPlaceOfItsPerson() {
    signIn("bob", "unused", NOW.minus(Duration.ofHours(2)), WIDE);
    signIn("bob", "b1", NOW.minusSeconds(2), new Limits(2, 1_000));

    assertEquals(0, signIn("bob", "b2", NOW, new Limits(2, 1_000)));

    assertTrue(isThere("b1") && isThere("b2"));
  }

  @Test
  void aUseIsStoredOnceInItsTime() {
    signIn("bob", "b1", NOW, WIDE);

    rows.touch("b1", NOW.plusSeconds(30), NOW.minusSeconds(30));
    assertEquals(NOW, rows.find("b1").orElseThrow().usedAt());

    rows.touch("b1", NOW.plusSeconds(90), NOW.plusSeconds(30));
    assertEquals(NOW.plusSeconds(90), rows.find("b1").orElseThrow().usedAt());
  }

  @Test
  void endedSessionsAreDeletedAndNoOthers() {
    signIn("bob", "unused", UNUSED_SINCE, WIDE);
    signIn("carol", "used", UNUSED_SINCE.plusSeconds(1), WIDE);
    signIn("dora", "ended", NOW.minus(Duration.ofHours(12)), WIDE);
    rows.touch("ended", NOW, NOW);

    rows.deleteExpired(NOW);

    assertFalse(isThere("unused") || isThere("ended"));
    assertTrue(isThere("used"));
  }
}
