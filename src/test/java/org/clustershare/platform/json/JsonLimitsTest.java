package org.clustershare.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLimitsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"exp\":1800000000.123456789,\"a\":[true,false,null,-1e-300]}",
        "{\"jwks_uri\":\"https://idp.example.com/a/very/long/path/of/an/address/that/is/a/text\"}",
        "{\"a\":\"1e9999 \\\" 99999999999999999999999999999999999999999999999999\"}",
      })
  void whatProvidersSendIsWithin(String text) {
    assertThat(JsonLimits.allows(text)).isTrue();
  }

  @Test
  void aNumberHasAtMost40CharactersAndThreeDigitsOfExponent() {
    assertThat(JsonLimits.allows("[" + "9".repeat(40) + "]")).isTrue();
    assertThat(JsonLimits.allows("[" + "9".repeat(41) + "]")).isFalse();
    assertThat(JsonLimits.allows("9".repeat(41))).isFalse();
    assertThat(JsonLimits.allows("{\"a\":0." + "9".repeat(41) + "}")).isFalse();
    assertThat(JsonLimits.allows("[1e999]")).isTrue();
    assertThat(JsonLimits.allows("[1E+1000]")).isFalse();
    assertThat(JsonLimits.allows("[-1.5e-1000 ]")).isFalse();
  }

  @Test
  void atMost64ListsAndObjectsAreInsideEachOther() {
    assertThat(JsonLimits.allows("[".repeat(64) + "]".repeat(64))).isTrue();
    assertThat(JsonLimits.allows("[".repeat(65) + "]".repeat(65))).isFalse();
    assertThat(JsonLimits.allows("{\"a\":".repeat(65))).isFalse();
    assertThat(JsonLimits.allows("[],".repeat(1_000))).isTrue();
    assertThat(JsonLimits.allows("\"" + "[".repeat(65) + "\"")).isTrue();
  }
}
