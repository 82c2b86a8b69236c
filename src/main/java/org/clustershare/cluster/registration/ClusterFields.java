package org.clustershare.cluster.registration;

import java.net.URI;
import java.util.Optional;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.platform.net.ServerAddress;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.text.PlainText;

/** Validation of the fields that people enter about a cluster. */
final class ClusterFields {
  private static final int NAME_LENGTH = 100;

  private ClusterFields() {}

  static String name(String name) {
    var normalized = PlainText.normalized(name);
    if (!PlainText.isLine(normalized, NAME_LENGTH)) {
      throw new ProblemException(ClusterProblem.CLUSTER_NAME_INVALID, NAME_LENGTH);
    }
    return normalized;
  }

  /** The address for people, to which Cluster Share never connects; empty for none. */
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
