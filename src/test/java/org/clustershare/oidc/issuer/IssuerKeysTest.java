package org.clustershare.oidc.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.clustershare.testbed.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An issuer's keys, also from an issuer that fails or attacks. */
class IssuerKeysTest {
  private static final URI ADDRESS = URI.create("https://idp.example.com/keys");
  private static final JWKSelector UNKNOWN =
      new JWKSelector(new JWKMatcher.Builder().keyID("invented").build());

  private static Resource set(JWKSet keys) {
    return new Resource(keys.toString(), "application/json");
  }

  @Test
  void howeverSlowTheIssuerIsOnlyAFewWaitForItsKeys() throws Exception {
    var fetches = new AtomicInteger();
    var answers = new CountDownLatch(1);
    ResourceRetriever slow =
        url -> {
          try {
            if (fetches.getAndIncrement() > 0) {
              answers.await();
            }
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          return set(new JWKSet());
        };
    // The interval between two requests has passed.
    var keys = IssuerKeys.fetch(ADDRESS, slow, new Passing());
    Executor threads = task -> new Thread(task).start();
    var requests = new ArrayList<CompletableFuture<Integer>>();
    for (int i = 0; i < 40; i++) {
      requests.add(CompletableFuture.supplyAsync(() -> found(keys), threads));
    }

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> requests.stream().filter(CompletableFuture::isDone).count() == 39);
    assertThat(fetches).hasValue(2);

    answers.countDown();
    await().until(() -> requests.stream().allMatch(CompletableFuture::isDone));
  }

  private static int found(IssuerKeys keys) {
    try {
      return keys.get(UNKNOWN, null).size();
    } catch (KeySourceException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A clock that advances six seconds with each reading. */
  private static final class Passing extends Clock {
    private final AtomicInteger readings = new AtomicInteger();

    @Override
    public Instant instant() {
      return Instant.EPOCH.plusSeconds(6L * readings.getAndIncrement());
    }

    @Override
    public java.time.ZoneId getZone() {
      return java.time.ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }

  private static boolean knows(IssuerKeys keys, String keyId) throws KeySourceException {
    var selector = new JWKSelector(new JWKMatcher.Builder().keyID(keyId).build());
    return !keys.get(selector, null).isEmpty();
  }

  @Test
  void keysThatTakeSecondsOfArithmeticAreNotTaken() throws Exception {
    var huge = Base64URL.encode(BigInteger.ONE.shiftLeft(3_000).subtract(BigInteger.ONE));
    var costly = new RSAKey.Builder(huge, huge).keyID("k").build();

    var keys = IssuerKeys.fetch(ADDRESS, url -> set(new JWKSet(costly)), Clock.systemUTC());

    assertThat(keys.current().getKeys()).isEmpty();
    assertThat(knows(keys, "k")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "5",
        "\"key\"",
        "[]",
        "{}",
        "{\"kty\":5}",
        "{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"kid\":\"k\",\"pub\":\"AA\"}",
        "{\"kty\":\"oct\",\"kid\":\"k\",\"k\":\"AAAA\"}",
        "{\"kty\":\"RSA\",\"kid\":\"k\",\"e\":\"AQAB\"}",
        "{\"kty\":\"RSA\",\"kid\":\"k\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
        "{\"kty\":\"RSA\",\"kid\":\"k\",\"n\":\"HUGE\",\"e\":\"AQAB\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"k\",\"x\":\"AQ\",\"y\":\"AQ\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-999\",\"kid\":\"k\",\"x\":\"AQ\",\"y\":\"AQ\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"LONG\",\"x\":\"AQ\",\"y\":\"AQ\"}",
        "{\"kty\":\"OKP\",\"crv\":\"P-256\",\"kid\":\"k\",\"x\":\"AQ\"}",
        "{\"kty\":\"RSA\",\"kid\":\"k\",\"n\":\"GOOD\",\"e\":\"AQAB\",\"key_ops\":[null,{}]}"
      })
  void oneUnusableKeyDoesNotStopTheOthers(String entry) throws Exception {
    var good = new ECKeyGenerator(Curve.P_256).keyID("good").generate().toPublicJWK();
    var unusable =
        entry
            .replace("HUGE", "_".repeat(2_000))
            .replace("GOOD", "_".repeat(342))
            .replace("LONG", "k".repeat(2_049));
    var document = "{\"keys\":[%s,%s]}".formatted(unusable, good.toJSONString());

    var keys =
        IssuerKeys.fetch(
            ADDRESS, url -> new Resource(document, "application/json"), Clock.systemUTC());

    assertThat(knows(keys, "good")).isTrue();
    assertThat(keys.current().getKeys()).hasSize(1);
    assertThat(PublicJwkSet.parse(document).omitted()).isEqualTo(1);
  }

  /** An issuer whose keys change. */
  private static final class Rotating implements ResourceRetriever {
    private final AtomicInteger requests = new AtomicInteger();
    private volatile JWKSet keys = new JWKSet();
    private volatile boolean down;

    void publish(String keyId) throws JOSEException {
      keys = new JWKSet(new ECKeyGenerator(Curve.P_256).keyID(keyId).generate()).toPublicJWKSet();
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
      requests.incrementAndGet();
      if (down) {
        throw new IOException("down");
      }
      return set(keys);
    }
  }

  @Test
  void aNewKeyIsFoundByTheFirstTokenThatNamesIt() throws Exception {
    var issuer = new Rotating();
    issuer.publish("one");
    var keys = IssuerKeys.fetch(ADDRESS, issuer, new TestClock(Instant.EPOCH));

    issuer.publish("two");

    assertThat(knows(keys, "two")).isTrue();
    assertThat(knows(keys, "one")).isFalse();
    assertThat(issuer.requests).hasValue(2);
  }

  @Test
  void unknownKeysOfManyThreadsCauseFewRequests() throws Exception {
    var issuer = new Rotating();
    issuer.publish("one");
    var clock = new TestClock(Instant.EPOCH);
    int instances = 3;
    int rounds = 10;
    var all = new ArrayList<IssuerKeys>();
    for (int i = 0; i < instances; i++) {
      all.add(IssuerKeys.fetch(ADDRESS, issuer, clock));
    }

    for (int round = 0; round < rounds; round++) {
      var lookups = new ArrayList<Callable<Boolean>>();
      for (int i = 0; i < 2_000; i++) {
        var keys = all.get(i % instances);
        var keyId = "unknown-" + i;
        lookups.add(() -> knows(keys, keyId));
      }
      try (var threads = Executors.newFixedThreadPool(50)) {
        for (var lookup : threads.invokeAll(lookups)) {
          assertThat(lookup.get()).isFalse();
        }
      }
      assertThat(issuer.requests.get()).isLessThanOrEqualTo(2 * instances * (round + 1));
      clock.pass(Duration.ofSeconds(5));
    }

    issuer.publish("two");
    for (var keys : all) {
      assertThat(knows(keys, "two")).isTrue();
    }
  }

  @Test
  void theKeysSurviveAnOutage() throws Exception {
    var issuer = new Rotating();
    issuer.publish("one");
    var clock = new TestClock(Instant.EPOCH);
    var keys = IssuerKeys.fetch(ADDRESS, issuer, clock);

    issuer.down = true;
    clock.pass(Duration.ofDays(30));

    assertThatThrownBy(() -> knows(keys, "two")).isInstanceOf(RemoteKeySourceException.class);
    assertThat(knows(keys, "one")).isTrue();
    assertThatThrownBy(() -> knows(keys, "two")).isInstanceOf(RemoteKeySourceException.class);
    assertThat(knows(keys, "two")).as("above the rate limit").isFalse();
    issuer.down = false;
    issuer.publish("two");
    clock.pass(Duration.ofSeconds(5));
    assertThat(knows(keys, "two")).isTrue();
  }

  @Test
  void aSetWithoutEndIsNotTaken() throws Exception {
    var key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
    var many = new JWKSet(List.copyOf(Collections.nCopies(101, key)));

    assertThatThrownBy(() -> IssuerKeys.fetch(ADDRESS, url -> set(many), Clock.systemUTC()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 100 keys");
  }
}
