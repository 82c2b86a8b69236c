package org.clustershare.kubernetes.connection;

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
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.kubernetes.error.ClusterUnreachableException.Stage;
import org.clustershare.platform.net.AddressPolicyEnforcer.AddressRefusedException;
import org.clustershare.platform.problem.Message;

/** Translation of connection failures into one sentence each. */
final class ConnectionFailure {
  private ConnectionFailure() {}

  /** Whether an immediate retry can help. */
  static boolean isTransient(IOException failure) {
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
    // A connect timeout has its own exception; a response timeout has not.
    return failure instanceof InterruptedIOException && !(failure instanceof SocketTimeoutException)
        ? Stage.ANSWER
        : Stage.CONNECTION;
  }

  private static Message sentence(IOException failure, String host, int port, Duration timeout) {
    if (failure instanceof AddressRefusedException refused) {
      return refused.message();
    }
    if (failure instanceof UnknownHostException) {
      return Message.of("cluster.name-unknown", host);
    }
    if (failure instanceof SSLPeerUnverifiedException) {
      return Message.of("cluster.certificate-name", host);
    }
    if (failure instanceof SSLException) {
      return ExceptionUtils.indexOfType(failure, CertPathValidatorException.class) >= 0
              || String.valueOf(failure.getMessage()).contains("PKIX")
          ? Message.of("cluster.certificate-ca")
          : Message.of("cluster.handshake", host, port);
    }
    if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
      return Message.of("cluster.nothing-answers", host, port);
    }
    if (failure instanceof InterruptedIOException) {
      return Message.of("cluster.late", host, port, timeout.toMillis());
    }
    return Message.of("cluster.broke", host, port);
  }
}
