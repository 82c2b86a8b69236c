package org.clustershare.sharing.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.clustershare.platform.crypto.Secret;
import org.junit.jupiter.api.Test;

class PendingDownloadStoreTest {
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private long nanoseconds;
  private final PendingDownloadStore store = new PendingDownloadStore(LIFETIME, () -> nanoseconds);

  private static PendingDownload of(String email, int size) {
    return of(email, Optional.empty(), size);
  }

  private static PendingDownload of(String email, Optional<URI> otherIssuer, int size) {
    return new PendingDownload(
        new PendingDownload.Source(
            "share", "cluster", "name", "k8s.example.com:6443", "alice@example.com"),
        new PendingDownload.Recipient(email, otherIssuer),
        KubeconfigStyle.AUTH_PROVIDER,
        Secret.of("x".repeat(size)),
        Instant.MAX);
  }

  @Test
  void onlyTheSecretOpensItAndAsOftenAsItLikes() {
    assertThat(store.add("id", "secret", of("bob@example.com", 1))).isTrue();

    assertThat(store.find("id", "secret")).isPresent();
    assertThat(store.find("id", "secret")).isPresent();
    assertThat(store.find("id", "another")).isEmpty();
    assertThat(store.find("another", "secret")).isEmpty();
  }

  @Test
  void afterFiveMinutesItIsGone() {
    store.add("id", "secret", of("bob@example.com", 1));

    nanoseconds += LIFETIME.toNanos() - 1;
    assertThat(store.find("id", "secret")).isPresent();
    nanoseconds += 1;
    assertThat(store.find("id", "secret")).isEmpty();
  }

  @Test
  void whoeverSignsInWithoutEndLosesTheirOwnOnly() {
    store.add("bob", "secret", of("bob@example.com", 1));
    for (int i = 0; i < 20; i++) {
      store.add("eve" + i, "secret", of(i % 2 == 0 ? "eve@example.com" : "EVE@example.com", 1));
    }

    assertThat(store.find("bob", "secret")).isPresent();
    assertThat(store.find("eve9", "secret")).isEmpty();
    assertThat(store.find("eve10", "secret")).isPresent();
    assertThat(store.find("eve19", "secret")).isPresent();
  }

  @Test
  void anotherIssuerCannotPushOutPeopleOfOursNorTakeAllTheRoom() {
    var other = Optional.of(URI.create("https://hostile.example.com"));
    store.add("bob", "secret", of("bob@example.com", 1));
    for (int i = 0; i < 20; i++) {
      store.add("hostile" + i, "secret", of("bob@example.com", other, 1));
    }
    int half = (int) (PendingDownloadStore.CAPACITY_PER_OTHER_ISSUER / 2);

    assertThat(store.find("bob", "secret")).isPresent();
    assertThat(store.add("h1", "secret", of("one@example.com", other, half))).isTrue();
    assertThat(store.add("h2", "secret", of("two@example.com", other, half))).isFalse();
    assertThat(store.add("alice", "secret", of("alice@example.com", half))).isTrue();
  }

  @Test
  void manyOtherIssuersTogetherCannotTakeAllTheRoomEither() {
    int each = (int) PendingDownloadStore.CAPACITY_PER_OTHER_ISSUER;
    for (int i = 0; i < 4; i++) {
      var other = Optional.of(URI.create("https://hostile.example.com/" + i));
      assertThat(store.add("h" + i, "secret", of("p" + i + "@example.com", other, each))).isTrue();
    }
    var fifth = Optional.of(URI.create("https://hostile.example.com/5"));

    assertThat(store.add("h5", "secret", of("p5@example.com", fifth, each))).isFalse();
    assertThat(store.add("alice", "secret", of("alice@example.com", 3 * each))).isTrue();
  }

  @Test
  void whenAllRoomIsTakenTheNextOneWaitsOutsideUntilSomeIsFree() {
    int quarter = (int) (PendingDownloadStore.CAPACITY / 4);
    for (int i = 0; i < 4; i++) {
      assertThat(store.add("p" + i, "secret", of("p" + i + "@example.com", quarter))).isTrue();
    }

    assertThat(store.add("bob", "secret", of("bob@example.com", 1))).isFalse();
    assertThat(store.find("p0", "secret")).isPresent();

    nanoseconds += LIFETIME.toNanos();
    assertThat(store.add("bob", "secret", of("bob@example.com", 1))).isTrue();
  }
}
