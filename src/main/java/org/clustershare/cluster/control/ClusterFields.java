package org.clustershare.cluster.control;

import java.net.URI;
import java.util.Optional;
import org.clustershare.platform.PlainText;
import org.clustershare.platform.input.ServerAddress;
import org.clustershare.platform.problem.ProblemException;

/** Judges what people write about a cluster. */
final class ClusterFields {
  private static final int NAME_LENGTH = 100;

  private ClusterFields() {}

  static String name(String name) {
    var trimmed = name.strip();
    if (!PlainText.isLine(trimmed, NAME_LENGTH)) {
      throw new ProblemException(ClusterProblem.CLUSTER_NAME_INVALID, NAME_LENGTH);
    }
    return trimmed;
  }

  /** People's tools connect to it, we never do; empty for none. */
  static Optional<URI> externalServer(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        ServerAddress.https(text.strip())
            .map(ServerAddress::uri)
            .orElseThrow(() -> new ProblemException(ClusterProblem.EXTERNAL_SERVER_INVALID)));
  }
}
