package org.clustershare.oidc.issuer;

/** The issuer does not answer, or not in a way that can be used; the cause says how. */
public final class IssuerUnreachableException extends Exception {
  IssuerUnreachableException(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
