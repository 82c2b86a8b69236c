package org.clustershare.kubernetes;

import java.net.URI;
import java.util.Optional;

/**
 * Address, CA and credentials of one API server.
 *
 * @param server the https address, without a trailing slash
 * @param caPem the CA that signed the server's certificate; empty if a public CA did
 * @param credentials of Cluster Share's account, or of a person
 */
public record ClusterAccess(URI server, Optional<String> caPem, Credentials credentials) {

  /** The length of the CA and of a client certificate with its key, in characters. */
  int size() {
    int credential =
        credentials instanceof Credentials.ClientCertificate certificate
            ? certificate.certificatePem().length() + certificate.keyPem().reveal().length()
            : 0;
    return caPem.map(String::length).orElse(0) + credential;
  }
}
