package org.clustershare.oidc.http;

import java.security.cert.CertificateException;
import java.util.Optional;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.clustershare.platform.problem.Message;

/**
 * The issuer showed certificates that nobody whom we trust vouches for; its message says who could.
 */
public final class UntrustedIssuerException extends CertificateException {
  private final transient Message message;

  UntrustedIssuerException(Message message, Throwable cause) {
    super(message.toString(), cause);
    this.message = message;
  }

  /** The sentence in an exception or in what caused it. */
  public static Optional<Message> within(Throwable thrown) {
    return ExceptionUtils.stream(thrown)
        .filter(UntrustedIssuerException.class::isInstance)
        .map(untrusted -> ((UntrustedIssuerException) untrusted).message)
        .findFirst();
  }
}
