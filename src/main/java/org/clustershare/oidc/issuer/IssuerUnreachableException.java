package org.clustershare.oidc.issuer;

/** The issuer does not answer, or its answer is unusable; the cause gives the reason. */
public final class IssuerUnreachableException extends Exception {
  IssuerUnreachableException(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
