package org.clustershare.platform.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A block of IPv4 or IPv6 addresses with a common prefix (RFC 4632, section 3.1; RFC 4291, section
 * 2.3).
 */
public final class Cidr {
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;

  private final byte[] network;
  private final int prefixBits;

  private Cidr(byte[] network, int prefixBits) {
    this.network = network;
    this.prefixBits = prefixBits;
  }

  /**
   * Reads a block such as {@code 10.0.0.0/8} or {@code fc00::/7}. The text is a constant of the
   * program; a mistake in it ends the start.
   */
  static Cidr of(String text) {
    var parts = text.split("/", 2);
    try {
      var bytes = InetAddress.getByName(parts[0]).getAddress();
      boolean mapped = bytes.length == IPV4_BYTES && parts[0].indexOf(':') >= 0;
      return new Cidr(mapped ? mapped(bytes) : bytes, Integer.parseInt(parts[1]));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not a block of addresses: " + text, e);
    }
  }

  /**
   * Reads an operator's text: a block, or one address. It resolves no name; the bits after the
   * prefix may be set, as in {@code 10.0.0.7/8}.
   */
  public static Optional<Cidr> parse(String text) {
    var parts = text.split("/", -1);
    if (parts.length > 2 || (parts.length == 2 && !parts[1].matches("[0-9]{1,3}"))) {
      return Optional.empty();
    }
    try {
      var bytes = InetAddress.ofLiteral(parts[0]).getAddress();
      int bits = bytes.length * Byte.SIZE;
      int prefix = parts.length == 2 ? Integer.parseInt(parts[1]) : bits;
      return prefix <= bits ? Optional.of(new Cidr(bytes, prefix)) : Optional.empty();
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  static List<Cidr> all(String... texts) {
    return Arrays.stream(texts).map(Cidr::of).toList();
  }

  /** Java makes an IPv4 address of an IPv4-mapped one (RFC 4291, section 2.5.5.2). */
  private static byte[] mapped(byte[] ipv4) {
    var bytes = new byte[IPV6_BYTES];
    bytes[10] = -1;
    bytes[11] = -1;
    System.arraycopy(ipv4, 0, bytes, IPV6_BYTES - IPV4_BYTES, IPV4_BYTES);
    return bytes;
  }

  /**
   * Whether an address is in this block.
   *
   * @param address 4 or 16 bytes in network order; an address of the other kind is never in it
   */
  public boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    int whole = prefixBits / Byte.SIZE;
    int rest = prefixBits % Byte.SIZE;
    int mask = 0xff << (Byte.SIZE - rest);
    return Arrays.equals(address, 0, whole, network, 0, whole)
        && (rest == 0 || ((address[whole] ^ network[whole]) & mask & 0xff) == 0);
  }
}
