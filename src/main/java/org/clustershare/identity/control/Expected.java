package org.clustershare.identity.control;

import com.nimbusds.openid.connect.sdk.Nonce;
import java.util.Optional;
import java.util.Set;
import org.clustershare.platform.settings.Secret;

/**
 * What an ID token must agree with.
 *
 * @param clients ours: one of them is in its audience, and it was given to one of them
 * @param nonce what it must repeat; empty for a token that a client of the API brings
 * @param code the authorization code that it was given for, when it says that it belongs to one
 * @param accessToken the access token that it came with, likewise
 */
public record Expected(
    Set<String> clients,
    Optional<Nonce> nonce,
    Optional<Secret> code,
    Optional<Secret> accessToken) {

  static Expected of(Set<String> clients) {
    return new Expected(clients, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
