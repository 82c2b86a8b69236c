package org.clustershare.platform.net;

import java.util.Locale;

/** A part of the address space in which a cluster's API server may be. */
public enum NetworkRange {
  /** Addresses of the internet. */
  PUBLIC,
  /** Private networks: RFC 1918, RFC 6598 (shared address space), RFC 4193 (unique local). */
  PRIVATE,
  /** This machine: 127.0.0.0/8 and ::1. */
  LOOPBACK;

  /** The name in the setting {@code cluster-address-policy}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
