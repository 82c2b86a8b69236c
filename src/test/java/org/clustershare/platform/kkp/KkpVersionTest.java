package org.clustershare.platform.kkp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KkpVersionTest {
  @Test
  void versionsAreComparedAsNumbers() {
    assertThat(KkpVersion.of("2.9").orElseThrow())
        .isLessThan(KkpVersion.of("2.14").orElseThrow())
        .isEqualTo(new KkpVersion(2, 9));
    assertThat(KkpVersion.of("2.23").orElseThrow().isAtLeast(KkpVersion.CLUSTERS_IN_OBJECT))
        .isTrue();
    assertThat(KkpVersion.of("2.22").orElseThrow().isAtLeast(KkpVersion.CLUSTERS_IN_OBJECT))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2", "2.", "v2.14", "2.14.3", "2.014", "2.0", "3.1", "2.100", " 2.14"})
  void everyOtherTextIsNone(String text) {
    assertThat(KkpVersion.of(text)).isEmpty();
  }
}
