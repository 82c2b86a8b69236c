package org.clustershare.cluster.model;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * Address and credentials of a cluster's API server, as the database stores them.
 *
 * @param server the address
 * @param caPem the CA of its certificate; empty if a public CA signed it
 * @param sealedCredentials the credentials as compact JWE
 * @param sealedWith the id of the key that sealed them; empty in rows of an early version
 * @param expiresAt when the credentials expire; empty if they do not say
 */
public record StoredAccess(
    URI server,
    Optional<String> caPem,
    String sealedCredentials,
    Optional<String> sealedWith,
    Optional<Instant> expiresAt) {

  @Override
  public String toString() {
    return "StoredAccess[" + server + "]";
  }
}
