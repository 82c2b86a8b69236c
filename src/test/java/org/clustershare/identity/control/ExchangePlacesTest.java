package org.clustershare.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.clustershare.platform.problem.ProblemException;
import org.junit.jupiter.api.Test;

class ExchangePlacesTest {
  private final ExchangePlaces places = new ExchangePlaces();

  private void take(int times, String address) {
    IntStream.range(0, times).forEach(i -> places.take(address));
  }

  private void assertFull(String address) {
    assertThatThrownBy(() -> places.take(address))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.type()).isEqualTo(IdentityProblem.TOO_MANY_SIGN_INS));
  }

  @Test
  void oneAddressLeavesPlacesForOthers() {
    take(24, "192.0.2.1");

    assertFull("192.0.2.1");
    take(8, "192.0.2.2");
  }

  @Test
  void manyAddressesTogetherHave32() {
    IntStream.range(0, 32).forEach(i -> places.take("192.0.2." + i));

    assertFull("198.51.100.1");
  }

  @Test
  void aPlaceIsFreeAfterwards() {
    take(23, "192.0.2.1");

    for (int i = 0; i < 100; i++) {
      places.take("192.0.2.1");
      assertFull("192.0.2.1");
      places.giveBack("192.0.2.1");
    }
  }
}
