package org.clustershare.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SaidTest {
  @Test
  void whatIsLongerThanAThousandCharactersIsCutAndShowsIt() {
    assertThat(Said.of("x".repeat(1_000))).hasSize(1_000).doesNotContain("…");
    assertThat(Said.of("x".repeat(4_000_000))).hasSize(1_000).endsWith("x…");
  }

  @Test
  void ofListsThereAreAThousandEntriesAndNotAsLongAsEachMayBe() {
    assertThat(Said.of(Collections.nCopies(500_000, "g"))).hasSize(1_000);
    assertThat(Said.of(Collections.nCopies(1_000, "g".repeat(5_000))))
        .hasSize(32)
        .allSatisfy(group -> assertThat(group).hasSize(1_000));
    assertThat(Said.of(List.of("a", "b"))).containsExactly("a", "b");
  }
}
