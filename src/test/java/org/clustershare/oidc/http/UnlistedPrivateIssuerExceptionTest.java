package org.clustershare.oidc.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class UnlistedPrivateIssuerExceptionTest {
  @Test
  void isFoundBehindWhatWasThrown() {
    var unnamed = new UnlistedPrivateIssuerException(new IOException("10.0.0.1 is not allowed"));

    assertThat(UnlistedPrivateIssuerException.isBehind(unnamed)).isTrue();
    assertThat(
            UnlistedPrivateIssuerException.isBehind(
                new IllegalStateException(new IOException(unnamed))))
        .isTrue();
    assertThat(UnlistedPrivateIssuerException.isBehind(new IOException("something else")))
        .isFalse();
  }
}
