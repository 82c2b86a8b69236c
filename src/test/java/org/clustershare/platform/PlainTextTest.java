package org.clustershare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"x", "Plattform für alle", "<b>", "家", "🚀 team", "0123456789"})
  void theseAreShownAsTheyAre(String text) {
    assertThat(PlainText.isLine(text, 30)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a\nb",
        "a\u0000",
        "a\u2028b",
        "a\u202eb",
        "\u2066",
        "\ud800",
        "\udc00x",
        "a\u0085b"
      })
  void theseAreNot(String text) {
    assertThat(PlainText.isLine(text, 30)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30})
  void asLongAsTheyAreNotTooLong(int length) {
    assertThat(PlainText.isLine("x".repeat(length), 30)).isTrue();
    assertThat(PlainText.isLine("x".repeat(length + 30), 30)).isFalse();
  }
}
