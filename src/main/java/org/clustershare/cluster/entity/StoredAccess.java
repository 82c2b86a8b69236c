package org.clustershare.cluster.entity;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * How a cluster's API server is reached, as the database keeps it.
 *
 * @param server where it is
 * @param caPem the CA of its certificate; empty when a public one signed it
 * @param sealedCredentials the credentials as compact JWE
 * @param sealedWith the id of the key that sealed them
 * @param expiresAt when the credentials end; empty when they say nothing of it
 */
public record StoredAccess(
    URI server,
    Optional<String> caPem,
    String sealedCredentials,
    String sealedWith,
    Optional<Instant> expiresAt) {

  @Override
  public String toString() {
    return "StoredAccess[" + server + "]";
  }
}
