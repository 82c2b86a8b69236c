package org.clustershare.oidc.token;

import com.nimbusds.openid.connect.sdk.Nonce;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clustershare.platform.crypto.Secret;

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
public record IdTokenExpectations(
    Set<String> clients,
    Set<String> trusted,
    Optional<Nonce> nonce,
    Optional<Secret> code,
    Optional<Secret> accessToken) {

  public static IdTokenExpectations of(Set<String> clients) {
    return of(clients, clients);
  }

  public static IdTokenExpectations of(Set<String> clients, Set<String> trusted) {
    return new IdTokenExpectations(
        clients, trusted, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Those of an audience who could use the token at our place and are not trusted. */
  List<String> untrusted(Collection<String> audience) {
    return audience.stream()
        .filter(one -> !clients.contains(one) && !trusted.contains(one))
        .toList();
  }

  /** The same, with others who may be in the audience. */
  public IdTokenExpectations trusting(Set<String> others) {
    if (others.isEmpty()) {
      return this;
    }
    var all = Stream.concat(trusted.stream(), others.stream());
    return new IdTokenExpectations(
        clients, all.collect(Collectors.toUnmodifiableSet()), nonce, code, accessToken);
  }
}
