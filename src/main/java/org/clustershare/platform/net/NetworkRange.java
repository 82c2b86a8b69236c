package org.clustershare.platform.net;

import java.util.Locale;

/** Part of the address space that an operator can allow in a setting. */
public enum NetworkRange {
  /** Global addresses. */
  PUBLIC,
  /** Private networks: RFC 1918, RFC 6598 (shared address space) and RFC 4193 (unique local). */
  PRIVATE,
  /** This machine: 127.0.0.0/8 and ::1. */
  LOOPBACK;

  /** The name in the settings {@code cluster-address-policy} and {@code monitoring-networks}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
