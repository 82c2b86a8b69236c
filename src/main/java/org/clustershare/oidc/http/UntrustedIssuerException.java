package org.clustershare.oidc.http;

import java.security.cert.CertificateException;
import java.util.Optional;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.clustershare.platform.problem.Message;

/**
 * The issuer presented certificates that the trust store does not accept. The message gives the
 * reason, such as the missing CA certificate.
 */
public final class UntrustedIssuerException extends CertificateException {
  private final transient Message message;

  UntrustedIssuerException(Message message, Throwable cause) {
    super(message.toString(), cause);
    this.message = message;
  }

  /** Returns the message of such an exception, or of one among the causes. */
  public static Optional<Message> within(Throwable thrown) {
    return ExceptionUtils.stream(thrown)
        .filter(UntrustedIssuerException.class::isInstance)
        .map(untrusted -> ((UntrustedIssuerException) untrusted).message)
        .findFirst();
  }
}
