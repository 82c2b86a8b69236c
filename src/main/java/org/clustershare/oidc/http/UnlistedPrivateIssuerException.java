package org.clustershare.oidc.http;

import java.io.IOException;
import org.apache.commons.lang3.exception.ExceptionUtils;

/**
 * An issuer, or what its discovery document names, is in a private network, and the operator did
 * not name it: {@code cluster-issuers} decides that, whatever {@code cluster-address-policy} says.
 */
public final class UnlistedPrivateIssuerException extends IOException {
  public UnlistedPrivateIssuerException(IOException refusal) {
    super(
        "Only issuers that cluster-issuers names by their address may be in a private network.",
        refusal);
  }

  /** Whether one is behind what was thrown. */
  public static boolean isBehind(Throwable thrown) {
    return ExceptionUtils.indexOfType(thrown, UnlistedPrivateIssuerException.class) >= 0;
  }
}
