package org.clustershare.trust.api;

import java.util.Optional;

/**
 * The optional body of a trust check.
 *
 * @param idToken an ID token of the caller, for a cluster with its own client; without it, the
 *     request's token is used
 * @param acceptChange the address or CA to which the caller agrees to send the token although it
 *     changed; the problem of the earlier call names it
 */
public record TrustRequest(Optional<String> idToken, Optional<String> acceptChange) {
  @Override
  public String toString() {
    return "TrustRequest[acceptChange=%s]".formatted(acceptChange);
  }
}
