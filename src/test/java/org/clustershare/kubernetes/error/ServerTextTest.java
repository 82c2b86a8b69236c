package org.clustershare.kubernetes.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerTextTest {
  @Test
  void whatIsLongerThanAThousandCharactersIsCutAndShowsIt() {
    assertThat(ServerText.of("x".repeat(1_000))).hasSize(1_000).doesNotContain("…");
    assertThat(ServerText.of("x".repeat(4_000_000))).hasSize(1_000).endsWith("x…");
  }

  @Test
  void ofListsThereAreAThousandEntriesAndNotAsLongAsEachMayBe() {
    assertThat(ServerText.of(Collections.nCopies(500_000, "g"))).hasSize(1_000);
    assertThat(ServerText.of(Collections.nCopies(1_000, "g".repeat(5_000))))
        .hasSize(32)
        .allSatisfy(group -> assertThat(group).hasSize(1_000));
    assertThat(ServerText.of(List.of("a", "b"))).containsExactly("a", "b");
  }
}
