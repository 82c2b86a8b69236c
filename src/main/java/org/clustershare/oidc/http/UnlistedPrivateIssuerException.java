package org.clustershare.oidc.http;

import java.io.IOException;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.clustershare.platform.problem.Message;

/**
 * An issuer, or an address in its discovery document, is in a private network, and the operator did
 * not name the issuer. Only {@code cluster-issuers} can allow that, whatever {@code
 * cluster-address-policy} says.
 */
public final class UnlistedPrivateIssuerException extends IOException {
  public UnlistedPrivateIssuerException(IOException refusal) {
    super(Message.of("provider.private").toString(), refusal);
  }

  /** Whether the exception, or one among its causes, is of this type. */
  public static boolean isBehind(Throwable thrown) {
    return ExceptionUtils.indexOfType(thrown, UnlistedPrivateIssuerException.class) >= 0;
  }
}
