package org.clustershare.oidc.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

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
    } catch (com.nimbusds.jose.KeySourceException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A clock that advances six seconds with each reading. */
  private static final class Passing extends Clock {
    private final AtomicInteger readings = new AtomicInteger();

    @Override
    public java.time.Instant instant() {
      return java.time.Instant.EPOCH.plusSeconds(6L * readings.getAndIncrement());
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

  @Test
  void keysThatTakeSecondsOfArithmeticAreNotTaken() {
    var huge = Base64URL.encode(BigInteger.ONE.shiftLeft(3_000).subtract(BigInteger.ONE));
    var costly = new RSAKey.Builder(huge, huge).keyID("k").build();

    assertThatThrownBy(
            () -> IssuerKeys.fetch(ADDRESS, url -> set(new JWKSet(costly)), Clock.systemUTC()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too large");
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
