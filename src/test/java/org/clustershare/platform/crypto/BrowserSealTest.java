package org.clustershare.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserSealTest {
  private static final String TEXT = "{\"email\":\"bob@example.com\"}";

  private final BrowserSecret browser = BrowserSecret.fresh();
  private final EncryptionKey first = key("first", 1);
  private final EncryptionKey second = key("second", 2);
  private final String sealed = seal(first).seal(browser, "session", TEXT);

  private static EncryptionKey key(String id, int content) {
    var bytes = new byte[32];
    bytes[0] = (byte) content;
    return new EncryptionKey(id, new SecretKeySpec(bytes, "AES"));
  }

  private static BrowserSeal seal(EncryptionKey... keys) {
    return new BrowserSeal(new EncryptionKeys(List.of(keys)));
  }

  @Test
  void opensOnEveryInstanceWithTheSameKeys() {
    assertThat(seal(first).open(browser, "session", sealed)).contains(TEXT);
    assertThat(sealed).doesNotContain("bob");
  }

  @Test
  void opensAfterARotationWhileTheOldKeyIsThere() {
    assertThat(seal(second, first).open(browser, "session", sealed)).contains(TEXT);
    assertThat(seal(second).open(browser, "session", sealed)).isEmpty();
  }

  @Test
  void opensNeitherWithTheCookieAloneNorWithTheInstallationsKeyAlone() {
    assertThat(seal(key("first", 3)).open(browser, "session", sealed)).isEmpty();
    assertThat(seal(first).open(BrowserSecret.fresh(), "session", sealed)).isEmpty();
  }

  @Test
  void opensForNoOtherPurpose() {
    assertThat(seal(first).open(browser, "message", sealed)).isEmpty();
  }

  @Test
  void opensNothingThatWasChanged() {
    // The last character has bits that decoders ignore.
    IntStream.range(0, sealed.length() - 1)
        .mapToObj(
            i ->
                sealed.substring(0, i)
                    + (sealed.charAt(i) == 'A' ? 'B' : 'A')
                    + sealed.substring(i + 1))
        .forEach(changed -> assertThat(seal(first).open(browser, "session", changed)).isEmpty());
    Stream.of("", "x", "a.b.c", "....", "é", sealed + ".", sealed.repeat(2))
        .forEach(other -> assertThat(seal(first).open(browser, "session", other)).isEmpty());
  }

  @Test
  void valuesForOtherPurposesAreOthersAndNoneLeadsBack() {
    assertThat(browser.id("a")).matches("[0-9a-f]{64}").isNotEqualTo(browser.id("b"));
    assertThat(browser.derive("a")).hasSize(43).isNotEqualTo(browser.derive("b"));
    assertThat(browser.derive("a")).isNotEqualTo(BrowserSecret.fresh().derive("a"));
    assertThat(new BrowserSecret(browser.value()).id("a")).isEqualTo(browser.id("a"));
    assertThat(browser.toString()).doesNotContain(browser.value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        // The last two bits mean nothing: another spelling of 32 zero bytes.
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "äAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void aCookieOfAnotherFormIsNoSecret(String text) {
    assertThat(BrowserSecret.parse(text)).isEmpty();
    assertThat(BrowserSecret.parse("A".repeat(43))).isPresent();
  }
}
