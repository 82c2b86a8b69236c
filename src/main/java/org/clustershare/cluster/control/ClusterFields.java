package org.clustershare.cluster.control;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.clustershare.platform.PlainText;
import org.clustershare.platform.problem.ProblemException;

/** Judges what people write about a cluster. */
final class ClusterFields {
  private static final int NAME_LENGTH = 100;
  private static final int ADDRESS_LENGTH = 1000;

  private ClusterFields() {}

  static String name(String name) {
    var normalized = PlainText.normalized(name);
    if (!PlainText.isLine(normalized, NAME_LENGTH)) {
      throw new ProblemException(ClusterProblem.CLUSTER_NAME_INVALID, NAME_LENGTH);
    }
    return normalized;
  }

  /** People's tools connect to it, we never do; empty for none. */
  static Optional<URI> externalServer(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    try {
      var address = new URI(text.strip());
      if ("https".equalsIgnoreCase(address.getScheme())
          && address.getHost() != null
          && address.getRawUserInfo() == null
          && address.getRawQuery() == null
          && address.getRawFragment() == null
          && address.getPort() <= 65_535
          && text.length() <= ADDRESS_LENGTH) {
        return Optional.of(address);
      }
    } catch (URISyntaxException notAnAddress) {
      // Told below, like everything else that is not one.
    }
    throw new ProblemException(ClusterProblem.EXTERNAL_SERVER_INVALID);
  }
}
