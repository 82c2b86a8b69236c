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
 * Expected contents of an ID token.
 *
 * @param clients client ids of Cluster Share: the audience holds one of them, and the issuer gave
 *     the token to one of them
 * @param trusted further client ids that the audience may hold; {@code clients} are always trusted.
 *     Each client in an audience can have received the token and can use it at the others. So these
 *     are clients whose tokens are accepted at the same places anyway
 * @param nonce the nonce that the token must repeat; empty for a token of an API client
 * @param code the authorization code that the token was issued for; checked if the token has {@code
 *     c_hash}
 * @param accessToken the access token that came with the token; checked if the token has {@code
 *     at_hash}
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

  /** Returns the untrusted members of an audience, which could use the token at Cluster Share. */
  List<String> untrusted(Collection<String> audience) {
    return audience.stream()
        .filter(clientId -> !clients.contains(clientId) && !trusted.contains(clientId))
        .toList();
  }

  /** Returns the same expectations with further trusted client ids. */
  public IdTokenExpectations withTrusted(Set<String> others) {
    if (others.isEmpty()) {
      return this;
    }
    var all = Stream.concat(trusted.stream(), others.stream());
    return new IdTokenExpectations(
        clients, all.collect(Collectors.toUnmodifiableSet()), nonce, code, accessToken);
  }
}
