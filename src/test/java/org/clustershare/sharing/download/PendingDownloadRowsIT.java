package org.clustershare.sharing.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.sharing.entity.SealedDownload;
import org.clustershare.sharing.entity.SealedDownload.Owner;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Room for pending downloads, which people and issuers cannot take from each other. */
@ArquillianTest
class PendingDownloadRowsIT {
  private static final DownloadLimits LIMITS = new DownloadLimits(10, 1_000, 100, 300);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  @Inject private PendingDownloadRows rows;

  @Deployment
  static WebArchive war() {
    return ShrinkWrap.createFromZipFile(
            WebArchive.class,
            new File(System.getProperty("cluster-share.war", "target/cluster-share.war")))
        .addClass(PendingDownloadRowsIT.class);
  }

  @BeforeEach
  void deleteAll() {
    rows.deleteExpired(Instant.parse("9999-01-01T00:00:00Z"));
  }

  private static Owner owner(String email) {
    return new Owner(Sha256.hex(email), Optional.empty());
  }

  private static Owner owner(String email, String issuer) {
    return new Owner(Sha256.hex(email + issuer), Optional.of(Sha256.hex(issuer)));
  }

  /** Adds one, and returns its id if there was room. */
  private Optional<String> add(Owner owner, int size, Instant at) {
    var id = Sha256.hex(RandomIds.token());
    var row = new SealedDownload(id, owner, "x".repeat(size), at, at.plus(LIFETIME));
    return rows.add(row, LIMITS, at) ? Optional.of(id) : Optional.empty();
  }

  private boolean isThere(Optional<String> id) {
    return id.flatMap(rows::find).isPresent();
  }

  @Test
  void aPersonWhoSignsInWithoutEndLosesTheirOwnOnly() {
    var bob = add(owner("bob"), 1, NOW);
    var eve = new ArrayList<Optional<String>>();
    for (int i = 0; i < 20; i++) {
      eve.add(add(owner("eve"), 1, NOW.plusSeconds(i)));
    }

    assertTrue(isThere(bob));
    assertFalse(isThere(eve.get(9)));
    assertTrue(isThere(eve.get(10)));
    assertTrue(isThere(eve.get(19)));
  }

  @Test
  void anotherIssuerNeitherPushesOutPeopleNorTakesAllTheRoom() {
    var bob = add(owner("bob"), 1, NOW);
    for (int i = 0; i < 20; i++) {
      add(owner("bob", "hostile"), 1, NOW);
    }

    assertTrue(isThere(bob));
    assertTrue(isThere(add(owner("one", "hostile"), 50, NOW)));
    assertFalse(isThere(add(owner("two", "hostile"), 50, NOW)));
    assertTrue(isThere(add(owner("alice"), 50, NOW)));
  }

  @Test
  void manyOtherIssuersTogetherDoNotTakeAllTheRoomEither() {
    for (int i = 0; i < 3; i++) {
      assertTrue(isThere(add(owner("p", "hostile" + i), 100, NOW)));
    }

    assertFalse(isThere(add(owner("p", "hostile5"), 1, NOW)));
    assertTrue(isThere(add(owner("alice"), 300, NOW)));
  }

  @Test
  void whenAllRoomIsTakenTheNextOneIsRefusedUntilSomeIsFree() {
    var first = add(owner("p0"), 500, NOW);
    add(owner("p1"), 500, NOW);

    assertFalse(isThere(add(owner("bob"), 1, NOW)));
    assertTrue(isThere(first));

    assertTrue(isThere(add(owner("bob"), 1, NOW.plus(LIFETIME))));
    assertFalse(isThere(first));
  }

  @Test
  void theLastRoomIsNotGivenTwice() throws Exception {
    add(owner("p0"), 900, NOW);
    try (var threads = Executors.newFixedThreadPool(8)) {
      var calls = new ArrayList<Callable<Boolean>>();
      for (int i = 0; i < 8; i++) {
        var owner = owner("racer" + i);
        calls.add(() -> isThere(add(owner, 60, NOW)));
      }
      int accepted = 0;
      for (var call : threads.invokeAll(calls)) {
        accepted += call.get() ? 1 : 0;
      }
      assertEquals(1, accepted);
    }
  }
}
