package org.clustershare.oidc.issuer;

import java.io.IOException;

/** We have too much to do with an issuer, or with issuers, to ask it now; says nothing of it. */
public final class IssuerOverloadedException extends IOException {
  public IssuerOverloadedException(String message) {
    super(message);
  }
}
