package org.clustershare.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  /** Computed with {@code printf 'https://dex.example.com/dex\ncluster-share' | sha256sum}. */
  private static final String STORED =
      "dc021e9cca8906d68fb09e083fdb453dd140866f3fdfb656ba6fc576c1cee526";

  @Test
  void aFingerprintIsWhatRowsOfEarlierVersionsHold() {
    assertThat(Fingerprint.of(URI.create("https://dex.example.com/dex"), "cluster-share"))
        .isEqualTo(STORED);
  }

  @Test
  void aFingerprintDependsOnTheBoundaryBetweenParts() {
    assertThat(Fingerprint.of("ab", "c")).isNotEqualTo(Fingerprint.of("a", "bc"));
    assertThat(Fingerprint.of("a", "")).isNotEqualTo(Fingerprint.of("a"));
  }
}
