package org.clustershare.platform.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which ids of a request the log takes. */
class RequestIdTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "4f8a2b9c6d1e40c7a5b3f0e1d2c3b4a5",
        "4f8a2b9c-6d1e-40c7-a5b3-f0e1d2c3b4a5",
        "trace_1.2",
        "7"
      })
  void idsOfProxiesAreTaken(String id) {
    assertThat(RequestId.isSafe(id)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a\nb",
        "a\r\nSet-Cookie: x=1",
        "a\u0000b",
        "a\u2028b",
        "ä",
        "\"}",
        "<b>",
        "${jndi:x}",
        "{0}",
        "%n",
        "a;b",
        "a,b",
        "alice@example.com",
        "12345678901234567890123456789012345678901234567890123456789012345"
      })
  void anythingElseIsNot(String id) {
    assertThat(RequestId.isSafe(id)).isFalse();
  }
}
