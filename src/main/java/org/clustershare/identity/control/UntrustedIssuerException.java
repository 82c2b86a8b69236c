package org.clustershare.identity.control;

import java.security.cert.CertificateException;

/**
 * The issuer showed certificates that nobody whom we trust vouches for; its message says who could.
 */
final class UntrustedIssuerException extends CertificateException {
  UntrustedIssuerException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** The sentence in an exception or in what caused it, or empty text. */
  static String within(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof UntrustedIssuerException untrusted) {
        return String.valueOf(untrusted.getMessage());
      }
    }
    return "";
  }
}
