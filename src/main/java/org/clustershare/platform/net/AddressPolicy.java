package org.clustershare.platform.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.clustershare.platform.problem.Message;

/**
 * Which addresses we connect to on behalf of somebody who added a cluster. Some are refused
 * whatever the setting says: a cloud's metadata service hands out the machine's own credentials.
 *
 * @param allowed the ranges of {@code cluster-address-policy}
 */
public record AddressPolicy(Set<NetworkRange> allowed) {
  // A host whose last label looks like a number is an IPv4 address to somebody (WHATWG URL, "ends
  // in a number"); only the notation that everybody reads alike is taken.
  private static final Pattern ENDS_IN_NUMBER =
      Pattern.compile("(?i)(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)\\.?");
  private static final Pattern DOTTED_DECIMAL =
      Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");

  public AddressPolicy {
    allowed = Set.copyOf(allowed);
  }

  /**
   * Why we do not connect to a host that is written as an address, in one sentence; empty when it
   * is a name (its addresses are judged when it is resolved) or an address that is allowed.
   *
   * @param host as in a URL; IPv6 with or without brackets
   */
  public Optional<Message> refusalOfLiteral(String host) {
    var bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    if (bare.indexOf('%') >= 0) {
      return Optional.of(Message.of("address.zone", bare));
    }
    if (bare.indexOf(':') < 0) {
      if (!ENDS_IN_NUMBER.matcher(bare).matches()) {
        return Optional.empty();
      }
      if (!DOTTED_DECIMAL.matcher(bare).matches()) {
        return Optional.of(Message.of("address.four-numbers", bare));
      }
    }
    try {
      return refusal(InetAddress.getByName(bare));
    } catch (UnknownHostException notAnAddress) {
      return Optional.of(Message.of("address.not-ip", bare));
    }
  }

  /** Why we do not connect to this address, in one sentence; empty when we do. */
  public Optional<Message> refusal(InetAddress address) {
    var octets = address.getAddress();
    var kind = octets.length == 4 ? ofIpv4(octets) : ofIpv6(octets);
    return switch (kind) {
      case PUBLIC -> unlessAllowed(NetworkRange.PUBLIC, address);
      case PRIVATE -> unlessAllowed(NetworkRange.PRIVATE, address);
      case LOOPBACK -> unlessAllowed(NetworkRange.LOOPBACK, address);
      case NEVER -> Optional.of(Message.of("address.never", address.getHostAddress()));
    };
  }

  private Optional<Message> unlessAllowed(NetworkRange range, InetAddress address) {
    return allowed.contains(range)
        ? Optional.empty()
        : Optional.of(Message.of("address.not-allowed", address.getHostAddress(), range.key()));
  }

  private enum Kind {
    PUBLIC,
    PRIVATE,
    LOOPBACK,
    NEVER
  }

  private static Kind ofIpv4(byte[] octets) {
    int a = octets[0] & 0xff;
    int b = octets[1] & 0xff;
    int c = octets[2] & 0xff;
    int d = octets[3] & 0xff;
    if (a == 127) {
      return Kind.LOOPBACK;
    }
    boolean never =
        a == 0 // this network, RFC 1122
            || (a == 169 && b == 254) // link-local, RFC 3927; metadata of most clouds
            || (a == 192 && b == 0 && c == 0) // protocol assignments, RFC 6890; Oracle's metadata
            || (a == 100 && b == 100 && c == 100 && d == 200) // Alibaba's metadata
            || (a == 168 && b == 63 && c == 129 && d == 16) // Azure's, a public address
            || a >= 224; // multicast, reserved, broadcast
    if (never) {
      return Kind.NEVER;
    }
    boolean inside =
        a == 10
            || (a == 172 && b >= 16 && b < 32)
            || (a == 192 && b == 168)
            || (a == 100 && b >= 64 && b < 128)
            || (a == 198 && (b == 18 || b == 19)); // benchmarks, RFC 2544: never on the internet
    return inside ? Kind.PRIVATE : Kind.PUBLIC;
  }

  private static Kind ofIpv6(byte[] octets) {
    int first = ((octets[0] & 0xff) << 8) | (octets[1] & 0xff);
    int second = ((octets[2] & 0xff) << 8) | (octets[3] & 0xff);
    if (zeros(octets, 0, 15) && octets[15] == 1) {
      return Kind.LOOPBACK;
    }
    // IPv4 in disguise: compatible, mapped (RFC 4291), translated (RFC 2765), NAT64 (RFC 6052).
    boolean mapped = zeros(octets, 0, 10) && octets[10] == -1 && octets[11] == -1;
    boolean translated = zeros(octets, 0, 8) && octets[8] == -1 && octets[9] == -1;
    boolean nat64 = first == 0x64 && second == 0xff9b && zeros(octets, 4, 12);
    if (zeros(octets, 0, 12) || mapped || translated || nat64) {
      return ofIpv4(Arrays.copyOfRange(octets, 12, 16));
    }
    if (first == 0x2002) { // 6to4, RFC 3056
      return ofIpv4(Arrays.copyOfRange(octets, 2, 6));
    }
    if ((first & 0xfe00) == 0xfc00) { // unique local, RFC 4193
      boolean amazon = first == 0xfd00 && second == 0x0ec2 && zeros(octets, 4, 14);
      boolean google = first == 0xfd20 && second == 0x00ce && zeros(octets, 4, 14);
      return amazon || google ? Kind.NEVER : Kind.PRIVATE;
    }
    boolean teredo = first == 0x2001 && second == 0; // hides an IPv4 address, RFC 4380
    return (first & 0xe000) == 0x2000 && !teredo ? Kind.PUBLIC : Kind.NEVER;
  }

  private static boolean zeros(byte[] octets, int from, int to) {
    for (int i = from; i < to; i++) {
      if (octets[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
