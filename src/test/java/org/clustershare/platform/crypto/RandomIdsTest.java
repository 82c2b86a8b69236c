package org.clustershare.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class RandomIdsTest {
  @Test
  void aTokenHas256BitsAndIsSafeInAnAddress() {
    var seen = new HashSet<String>();
    for (int i = 0; i < 1000; i++) {
      assertThat(RandomIds.token()).matches("[A-Za-z0-9_-]{43}");
      assertThat(seen.add(RandomIds.token())).isTrue();
    }
  }

  @Test
  void anIdIsANameAsKubernetesMakesThem() {
    assertThat(RandomIds.id()).matches("[a-z2-9]{10}");
  }
}
