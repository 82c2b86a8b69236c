package org.clustershare.platform.pem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PemBlockTest {
  private static final String GOOD = "-----BEGIN A B-----\nAAEC\n-----END A B-----\n";

  @Test
  void blocksAreFoundInTheirOrderAndTextAroundThemIsSkipped() {
    var blocks = PemBlock.all("text " + GOOD + "# more\n" + GOOD.replace("A B", "C").trim());

    assertThat(blocks).extracting(PemBlock::label).containsExactly("A B", "C");
    assertThat(blocks.get(0).der()).hasValue(new byte[] {0, 1, 2});
  }

  @Test
  void aBlockThatDoesNotEndIsPassedOver() {
    assertThat(PemBlock.all("-----BEGIN X-----\nAAEC\n" + GOOD))
        .extracting(PemBlock::label)
        .containsExactly("A B");
    assertThat(PemBlock.all("-----BEGIN X-----\nAAEC\n-----END Y-----\n" + GOOD)).hasSize(1);
    assertThat(PemBlock.all("-----BEGIN X-----\nAAEC")).isEmpty();
    assertThat(PemBlock.all("-----BEGIN ")).isEmpty();
  }

  @Test
  void windowsLinesDoNoHarmAndOtherCharactersAreNoBase64() {
    assertThat(PemBlock.all(GOOD.replace("\n", "\r\n")).get(0).der()).isPresent();
    assertThat(PemBlock.all(GOOD.replace("AAEC", "Proc-Type: 4")).get(0).der()).isEmpty();
  }

  @Test
  void itsTextShowsNothingOfIt() {
    assertThat(PemBlock.all(GOOD).get(0).toString()).doesNotContain("AAEC");
  }
}
