package org.clustershare.trust.setup;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.clustershare.bindings.subject.UsernamePrefixes;

/**
 * The issuer and the clients that a cluster's API server has to trust.
 *
 * @param kubeloginClientId the public client of kubectl plugins, if it has one of its own
 * @param caPem the issuer's CA; empty if the system's roots are trusted
 * @param prefixes the username prefixes of the cluster, as far as they are known
 */
record SetupTarget(
    String issuerUrl,
    String clientId,
    Optional<String> kubeloginClientId,
    Optional<String> caPem,
    UsernamePrefixes prefixes) {

  /** The audiences of tokens, each once. */
  List<String> audiences() {
    return Stream.concat(Stream.of(clientId), kubeloginClientId.stream()).distinct().toList();
  }
}
