package org.clustershare.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob@example.com",
        "Bob.O'Neil+kube@sub.example.com",
        "b@localhost",
        "jörg@müller.example",
        "用户@例子.例",
        "x@xn--mller-kva.example"
      })
  void theseAreEmails(String email) {
    assertThat(EmailAddress.isValid(email)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "bob",
        "@example.com",
        "bob@",
        "bob@@example.com",
        "a b@example.com",
        "bob@example..com",
        ".bob@example.com",
        "bob.@example.com",
        "bob@-example.com",
        "bob@example.com.",
        "bob@example.com\n",
        "bob\u0000@example.com",
        "bob\u202e@example.com",
        "bob@example.com, eve@example.com",
        "<bob@example.com>",
        "Bob <bob@example.com>",
        "\"bob\"@example.com",
        "bob@[127.0.0.1]",
        "oidc:bob@example.com",
        "\ud800@example.com"
      })
  void theseAreNot(String text) {
    assertThat(EmailAddress.isValid(text)).isFalse();
  }

  @Test
  void theLongestIsTakenAndNothingLonger() {
    var longest = "a".repeat(64) + "@" + "b".repeat(189);

    assertThat(longest).hasSize(254);
    assertThat(EmailAddress.isValid(longest)).isTrue();
    assertThat(EmailAddress.isValid(longest + "b")).isFalse();
    assertThat(EmailAddress.isValid("a".repeat(65) + "@example.com")).isFalse();
    assertThat(EmailAddress.isValid("a".repeat(5_000_000))).isFalse();
  }

  @Test
  void caseMakesNoDifferenceInAnyLanguageOfTheServer() {
    var before = Locale.getDefault();
    try {
      Locale.setDefault(new Locale.Builder().setLanguage("tr").build());

      assertThat(EmailAddress.key("BILLI@EXAMPLE.COM")).isEqualTo("billi@example.com");
      assertThat(EmailAddress.key("JÖRG@example.com")).isEqualTo("jörg@example.com");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"B\u0130LL\u0130@example.com", "b\u0131ll\u0131@example.com"})
  void aTurkishLetterIsNoLatinOne(String turkish) {
    assertThat(EmailAddress.key(turkish)).isNotEqualTo("billi@example.com");
  }

  @Test
  void theKelvinSignAndTheLongSAreNoLatinLetters() {
    assertThat(EmailAddress.key("\u212aelvin@example.com")).isNotEqualTo("kelvin@example.com");
    assertThat(EmailAddress.key("alice\u017f@example.com")).isNotEqualTo("alices@example.com");
  }

  @Property
  void aKeyIsItsOwnKey(@ForAll String text) {
    assertThat(EmailAddress.key(EmailAddress.key(text))).isEqualTo(EmailAddress.key(text));
  }

  @Property
  void onlyCaseIsForgotten(@ForAll String text) {
    assertThat(EmailAddress.key(text)).isEqualToIgnoringCase(text);
  }
}
