package org.clustershare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class IdsTest {
  @Test
  void aTokenHas256BitsAndIsSafeInAnAddress() {
    var seen = new HashSet<String>();
    for (int i = 0; i < 1000; i++) {
      assertThat(Ids.token()).matches("[A-Za-z0-9_-]{43}");
      assertThat(seen.add(Ids.token())).isTrue();
    }
  }

  @Test
  void anIdIsANameAsKubernetesMakesThem() {
    assertThat(Ids.id()).matches("[a-z2-9]{10}");
  }
}
