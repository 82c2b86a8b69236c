package org.clustershare.kubernetes.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class ConnectionFailureTest {
  @Test
  void aCertificateOfAnotherCaIsToldHoweverDeepTheCauseLies() {
    var handshake = new SSLHandshakeException("no");
    assertThat(sentence(handshake)).contains("The TLS handshake with c.example.com:6443 failed");

    handshake.initCause(new CertificateException(new CertPathValidatorException("unknown CA")));

    assertThat(sentence(handshake)).contains("is not signed by the CA");
  }

  private static String sentence(IOException failure) {
    return ConnectionFailure.exception(failure, "c.example.com", 6443, Duration.ofSeconds(1))
        .sentence();
  }
}
