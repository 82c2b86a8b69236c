package org.clustershare.cluster.kubernetes;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.clustershare.cluster.kubernetes.ClusterUnreachableException.Stage;
import org.clustershare.cluster.kubernetes.NetworkGuard.AddressRefusedException;

/** Says in one sentence why a connection failed. */
final class ConnectionFailure {
  private ConnectionFailure() {}

  /** Whether trying again at once can help. */
  static boolean passing(IOException failure) {
    return !(failure instanceof UnknownHostException
        || failure instanceof InterruptedIOException
        || failure instanceof SSLException);
  }

  static ClusterUnreachableException exception(
      IOException failure, String host, int port, Duration timeout) {
    return new ClusterUnreachableException(
        stage(failure), sentence(failure, host, port, timeout), failure);
  }

  private static Stage stage(IOException failure) {
    if (failure instanceof SSLException) {
      return Stage.CERTIFICATE;
    }
    // A connection that took too long is told from an answer that did by its own exception.
    return failure instanceof InterruptedIOException && !(failure instanceof SocketTimeoutException)
        ? Stage.ANSWER
        : Stage.CONNECTION;
  }

  private static String sentence(IOException failure, String host, int port, Duration timeout) {
    if (failure instanceof AddressRefusedException refused) {
      return String.valueOf(refused.getMessage());
    }
    if (failure instanceof UnknownHostException) {
      return "The name of the cluster's server, %s, is not known.".formatted(host);
    }
    if (failure instanceof SSLPeerUnverifiedException) {
      return "The certificate of the cluster's server is not for %s.".formatted(host);
    }
    if (failure instanceof SSLException) {
      return ExceptionUtils.indexOfType(failure, CertPathValidatorException.class) >= 0
              || String.valueOf(failure.getMessage()).contains("PKIX")
          ? "The certificate of the cluster's server is not signed by the CA in certificate-authority-data, or has expired."
          : "The TLS handshake with %s:%d failed.".formatted(host, port);
    }
    if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
      return "Nothing answers at %s:%d.".formatted(host, port);
    }
    if (failure instanceof InterruptedIOException) {
      return "%s:%d did not answer within %d ms.".formatted(host, port, timeout.toMillis());
    }
    return "The connection to %s:%d broke.".formatted(host, port);
  }
}
