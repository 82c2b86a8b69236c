package org.clustershare.platform.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.clustershare.platform.problem.Message;

/**
 * Decides to which addresses Cluster Share connects on behalf of a person who adds a cluster. Some
 * addresses are always refused: a cloud's metadata service hands out the machine's own credentials.
 *
 * @param allowed the ranges of {@code cluster-address-policy}
 * @param unrestricted whether every address is allowed, also those that are always refused
 *     otherwise
 */
public record AddressPolicy(Set<NetworkRange> allowed, boolean unrestricted) {
  /** For addresses that the operator configured. */
  public static final AddressPolicy UNRESTRICTED =
      new AddressPolicy(EnumSet.allOf(NetworkRange.class), true);

  private static final List<Cidr> LOOPBACK =
      Cidr.all(
          "127.0.0.0/8", // RFC 1122, section 3.2.1.3
          "::1/128"); // RFC 4291, section 2.5.3

  /** Refused by every policy; these blocks win over {@link #PRIVATE} and {@link #PUBLIC}. */
  private static final List<Cidr> NEVER =
      Cidr.all(
          "0.0.0.0/8", // this network: RFC 1122, section 3.2.1.3
          "100.100.100.200/32", // metadata service of Alibaba Cloud
          "168.63.129.16/32", // metadata service of Azure, a public address
          "169.254.0.0/16", // link-local: RFC 3927; metadata service of most clouds
          "192.0.0.0/24", // protocol assignments: RFC 6890; metadata service of Oracle Cloud
          "224.0.0.0/4", // multicast: RFC 5771
          "240.0.0.0/4", // reserved: RFC 1112, section 4; broadcast: RFC 919, section 7
          "2001::/32", // Teredo, hides an IPv4 address: RFC 4380
          "fd00:ec2::/112", // metadata service of Amazon
          "fd20:ce::/112"); // metadata service of Google

  private static final List<Cidr> PRIVATE =
      Cidr.all(
          "10.0.0.0/8", // RFC 1918
          "172.16.0.0/12", // RFC 1918
          "192.168.0.0/16", // RFC 1918
          "100.64.0.0/10", // shared address space: RFC 6598
          "198.18.0.0/15", // benchmarks, never on the internet: RFC 2544, appendix C.2.2
          "fc00::/7"); // unique local: RFC 4193

  private static final List<Cidr> PUBLIC =
      Cidr.all(
          "0.0.0.0/0", // what the blocks above leave
          "2000::/3"); // global unicast: RFC 4291, section 2.4

  /** IPv6 addresses whose last four bytes are an IPv4 address. */
  private static final List<Cidr> IPV4_AT_END =
      Cidr.all(
          "::/96", // IPv4-compatible: RFC 4291, section 2.5.5.1
          "::ffff:0:0/96", // IPv4-mapped: RFC 4291, section 2.5.5.2
          "::ffff:0:0:0/96", // IPv4-translated: RFC 2765, section 2.1
          "64:ff9b::/96"); // NAT64: RFC 6052, section 2.1

  /** 6to4: bytes 2 to 5 are an IPv4 address (RFC 3056, section 2). */
  private static final Cidr SIX_TO_FOUR = Cidr.of("2002::/16");

  // Some clients read a host whose last label looks like a number as an IPv4 address (WHATWG URL,
  // "ends in a number"). Only the notation that all clients read alike is accepted.
  private static final Pattern ENDS_IN_NUMBER =
      Pattern.compile("(?i)(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)\\.?");
  private static final Pattern DOTTED_DECIMAL =
      Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");

  public AddressPolicy {
    allowed = Set.copyOf(allowed);
  }

  public AddressPolicy(Set<NetworkRange> allowed) {
    this(allowed, false);
  }

  /**
   * The reason why a host that is written as an address is refused, in one sentence. Empty for an
   * allowed address and for a name, whose addresses are checked when it is resolved.
   *
   * @param host as in a URL; IPv6 with or without brackets
   */
  public Optional<Message> refusalOfLiteral(String host) {
    if (unrestricted) {
      return Optional.empty();
    }
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

  /** The reason why no connection to this address is made; empty when it is allowed. */
  public Optional<Message> refusal(InetAddress address) {
    if (unrestricted) {
      return Optional.empty();
    }
    var bytes = ipv4OrIpv6(address.getAddress());
    if (isIn(LOOPBACK, bytes)) {
      return unlessAllowed(NetworkRange.LOOPBACK, address);
    }
    if (isIn(NEVER, bytes)) {
      return Optional.of(Message.of("address.never", address.getHostAddress()));
    }
    if (isIn(PRIVATE, bytes)) {
      return unlessAllowed(NetworkRange.PRIVATE, address);
    }
    return isIn(PUBLIC, bytes)
        ? unlessAllowed(NetworkRange.PUBLIC, address)
        : Optional.of(Message.of("address.never", address.getHostAddress()));
  }

  private Optional<Message> unlessAllowed(NetworkRange range, InetAddress address) {
    return allowed.contains(range)
        ? Optional.empty()
        : Optional.of(Message.of("address.not-allowed", address.getHostAddress(), range.key()));
  }

  private static boolean isIn(List<Cidr> blocks, byte[] address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  /** The IPv4 address that an IPv6 address carries, or the address itself. */
  private static byte[] ipv4OrIpv6(byte[] address) {
    if (isIn(LOOPBACK, address)) {
      return address;
    }
    if (isIn(IPV4_AT_END, address)) {
      return Arrays.copyOfRange(address, 12, 16);
    }
    return SIX_TO_FOUR.contains(address) ? Arrays.copyOfRange(address, 2, 6) : address;
  }
}
