package org.clustershare.identity.control;

import java.io.IOException;

/** We have too much to do with an issuer, or with issuers, to ask it now; says nothing of it. */
final class IssuerBusyException extends IOException {
  IssuerBusyException(String message) {
    super(message);
  }
}
