package org.clustershare.cluster.rotation;

import java.util.List;

/** The database has credentials of the first version, which are not bound to an address. */
public class EarlySealsException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int MAX_IDS = 10;

  EarlySealsException(List<String> clusterIds) {
    super(
        "The credentials of %d clusters are sealed as in the first version, for no address: %s%s."
            .formatted(
                clusterIds.size(),
                String.join(", ", clusterIds.subList(0, Math.min(MAX_IDS, clusterIds.size()))),
                clusterIds.size() > MAX_IDS ? ", …" : ""));
  }
}
