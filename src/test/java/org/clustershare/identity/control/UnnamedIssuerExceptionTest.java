package org.clustershare.identity.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class UnnamedIssuerExceptionTest {
  @Test
  void isFoundBehindWhatWasThrown() {
    var unnamed = new UnnamedIssuerException(new IOException("10.0.0.1 is not allowed"));

    assertThat(UnnamedIssuerException.isBehind(unnamed)).isTrue();
    assertThat(UnnamedIssuerException.isBehind(new IllegalStateException(new IOException(unnamed))))
        .isTrue();
    assertThat(UnnamedIssuerException.isBehind(new IOException("something else"))).isFalse();
  }
}
