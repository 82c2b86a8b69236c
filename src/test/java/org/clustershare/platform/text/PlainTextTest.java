package org.clustershare.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.clustershare.testbed.hostile.Collisions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "Plattform für alle",
        "<b>",
        "家",
        "🚀 team",
        "0123456789",
        "فارسی",
        "हिन्दी",
        "한국어",
        "a…b—c™"
      })
  void theseAreShownAsTheyAre(String text) {
    assertThat(PlainText.isLine(text, 30)).isTrue();
    assertThat(PlainText.visible(text)).isEqualTo(text);
    assertThat(PlainText.withoutHidden(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a\nb",
        "a\u0000",
        "a\u2028b",
        "a\u2029b",
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
  @ValueSource(
      ints = {
        0x00ad, 0x034f, 0x061c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180c, 0x180d, 0x180e,
        0x180f, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202a, 0x2060, 0x2061, 0x2064, 0x2065,
        0x2066, 0x2069, 0x206a, 0x2800, 0x3164, 0xfe00, 0xfe0e, 0xfe0f, 0xfeff, 0xffa0, 0xfff0,
        0xfff9, 0xfffe, 0x0378, 0xe000, 0x1bca0, 0x1d159, 0x1d173, 0xe0001, 0xe0020, 0xe007f,
        0xe0100, 0xe01ef, 0xe0fff, 0xf0000, 0x10ffff
      })
  void noNameIsHiddenBehindAnother(int hidden) {
    var twin = "prod" + Character.toString(hidden) + "uction";

    assertThat(PlainText.isLine(PlainText.normalized(twin), 30)).isFalse();
    assertThat(PlainText.isLine(Character.toString(hidden), 30)).isFalse();
    assertThat(PlainText.visible(twin)).isEqualTo("prod\ufffduction");
    assertThat(PlainText.withoutHidden(twin)).isEqualTo("production");
  }

  @ParameterizedTest
  @CsvSource({"'  a  b ', a b", "'a\u00a0\u2003\u3000b', a b", "'u\u0308ber', über", "'\u212b', Å"})
  void aNameHasOneSpelling(String typed, String name) {
    assertThat(PlainText.normalized(typed)).isEqualTo(name);
  }

  @Test
  void lineBreaksOfOthersBecomeSpaces() {
    assertThat(PlainText.visible("a\nb\u2028c\u202ed")).isEqualTo("a b c\ufffdd");
  }

  /** Each mark moves before all others that came first. */
  @Test
  void aLongTextTakesNoLongTime() {
    var marks = "a" + "\u0301".repeat(60_000) + "\u0323".repeat(60_000);

    assertThat(
            Collisions.cpuTime(
                () -> {
                  assertThat(PlainText.isLine(PlainText.normalized(marks), 100)).isFalse();
                  assertThat(PlainText.visible(marks)).isNotEmpty();
                }))
        .isLessThan(Duration.ofSeconds(3));
  }

  @Property(tries = 1000)
  void whatIsMadeVisibleCanBeShown(@ForAll String text) {
    var visible = PlainText.visible(text);
    var name = PlainText.normalized(text);

    assertThat(visible.isBlank() || PlainText.isLine(visible, Integer.MAX_VALUE)).isTrue();
    assertThat(PlainText.normalized(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30})
  void asLongAsTheyAreNotTooLong(int length) {
    assertThat(PlainText.isLine("x".repeat(length), 30)).isTrue();
    assertThat(PlainText.isLine("x".repeat(length + 30), 30)).isFalse();
  }
}
