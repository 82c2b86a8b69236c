package org.clustershare.identity.control;

import java.security.cert.CertificateException;
import org.apache.commons.lang3.exception.ExceptionUtils;

/**
 * The issuer showed certificates that nobody whom we trust vouches for; its message says who could.
 */
final class UntrustedIssuerException extends CertificateException {
  UntrustedIssuerException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** The sentence in an exception or in what caused it, or empty text. */
  static String within(Throwable thrown) {
    return ExceptionUtils.stream(thrown)
        .filter(UntrustedIssuerException.class::isInstance)
        .map(untrusted -> String.valueOf(untrusted.getMessage()))
        .findFirst()
        .orElse("");
  }
}
