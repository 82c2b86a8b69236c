package org.clustershare.identity.control;

/** The issuer does not answer, or not in a way that can be used; the cause says how. */
final class IssuerSilentException extends Exception {
  IssuerSilentException(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
