package org.clustershare.platform.crypto;

import java.util.Arrays;

/** Digests that identify a thing by several texts, such as an issuer and a client id. */
public final class Fingerprint {
  private Fingerprint() {}

  /**
   * SHA-256, in lower case hex, of the parts with a line feed between them. Rows keep these
   * digests, so the format stays as it is. No part but the last may contain a line feed: it would
   * move the boundary.
   */
  public static String of(Object... parts) {
    return Sha256.hex(String.join("\n", Arrays.stream(parts).map(String::valueOf).toList()));
  }
}
