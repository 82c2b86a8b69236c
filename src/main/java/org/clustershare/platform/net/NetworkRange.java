package org.clustershare.platform.net;

import java.net.InetAddress;
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

  /** Returns the range of an address; a text that is no address counts as public. */
  public static NetworkRange of(String address) {
    try {
      // Resolves no name.
      return of(InetAddress.ofLiteral(address));
    } catch (IllegalArgumentException notAnAddress) {
      return PUBLIC;
    }
  }

  private static NetworkRange of(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return LOOPBACK;
    }
    var bytes = address.getAddress();
    int first = bytes[0] & 0xff;
    boolean uniqueLocal = bytes.length == 16 && (first & 0xfe) == 0xfc;
    boolean sharedSpace = bytes.length == 4 && first == 100 && (bytes[1] & 0xc0) == 0x40;
    // Java calls the blocks of RFC 1918 site-local.
    return address.isSiteLocalAddress()
            || address.isLinkLocalAddress()
            || uniqueLocal
            || sharedSpace
        ? PRIVATE
        : PUBLIC;
  }
}
