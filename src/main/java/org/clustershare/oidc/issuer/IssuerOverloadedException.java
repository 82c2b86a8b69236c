package org.clustershare.oidc.issuer;

import java.io.IOException;
import org.clustershare.platform.problem.Message;

/**
 * Cluster Share sends no request, because too many to the issuer, or to issuers, already wait. It
 * says nothing about the issuer.
 */
public final class IssuerOverloadedException extends IOException {
  public IssuerOverloadedException(Message message) {
    super(message.toString());
  }
}
