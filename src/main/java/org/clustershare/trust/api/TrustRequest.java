package org.clustershare.trust.api;

import java.util.Optional;

/**
 * The body of a trust check; may be missing.
 *
 * @param idToken an ID token of the caller, for a cluster with a client of its own; else that of
 *     the request is used
 * @param acceptChange the address or CA to which the caller agrees to send the token although it
 *     changed; the problem of the earlier call names it
 */
public record TrustRequest(Optional<String> idToken, Optional<String> acceptChange) {
  @Override
  public String toString() {
    return "TrustRequest[acceptChange=%s]".formatted(acceptChange);
  }
}
