package org.clustershare.kubernetes;

import java.net.URI;
import java.util.Optional;

/**
 * What it takes to speak to one API server.
 *
 * @param server its https address, without a slash at the end
 * @param caPem the CA that signed its certificate; empty when a public one did
 * @param credentials who we are there
 */
public record ClusterAccess(URI server, Optional<String> caPem, Credentials credentials) {

  /** How long the CA and the credentials are, in characters. */
  int size() {
    int credential =
        credentials instanceof Credentials.ClientCertificate certificate
            ? certificate.certificatePem().length() + certificate.keyPem().reveal().length()
            : 0;
    return caPem.map(String::length).orElse(0) + credential;
  }
}
