package org.clustershare.trust.entity;

import org.clustershare.cluster.model.Cluster;
import org.clustershare.platform.crypto.Fingerprint;
import org.clustershare.platform.crypto.Sha256;

/** Fingerprints of the endpoint to which people send their tokens. */
public final class TrustTarget {
  private static final int SHORT = 16;

  private TrustTarget() {}

  /** The fingerprint of a cluster's address and CA: SHA-256, hex. */
  public static String of(Cluster cluster) {
    return Fingerprint.of(cluster.server(), cluster.caPem().orElse(""));
  }

  /**
   * The first 16 digits of the SHA-256 of a cluster's CA, for people to compare; - without a CA.
   */
  public static String caFingerprint(Cluster cluster) {
    return cluster.caPem().map(pem -> Sha256.hex(pem).substring(0, SHORT)).orElse("-");
  }
}
