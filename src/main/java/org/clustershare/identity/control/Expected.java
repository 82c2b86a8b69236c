package org.clustershare.identity.control;

import com.nimbusds.openid.connect.sdk.Nonce;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.clustershare.platform.settings.Secret;

/**
 * What an ID token must agree with.
 *
 * @param clients ours: one of them is in its audience, and it was given to one of them
 * @param trusted who else may be in its audience; {@code clients} are, whether they are named here
 *     or not. Whoever is in a token's audience can have got it and can use it at the others, so
 *     these are clients whose tokens are good at the same places anyway
 * @param nonce what it must repeat; empty for a token that a client of the API brings
 * @param code the authorization code that it was given for, when it says that it belongs to one
 * @param accessToken the access token that it came with, likewise
 */
public record Expected(
    Set<String> clients,
    Set<String> trusted,
    Optional<Nonce> nonce,
    Optional<Secret> code,
    Optional<Secret> accessToken) {

  static Expected of(Set<String> clients) {
    return of(clients, clients);
  }

  static Expected of(Set<String> clients, Set<String> trusted) {
    return new Expected(clients, trusted, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether all who may use the token at each other's places are trusted. */
  boolean trusts(Collection<String> audience) {
    return audience.stream().allMatch(one -> clients.contains(one) || trusted.contains(one));
  }
}
