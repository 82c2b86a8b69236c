package org.clustershare.oidc.signin;

import jakarta.enterprise.context.RequestScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.clustershare.platform.net.NetworkRange;
import org.clustershare.platform.proxy.TrustedProxies;

/**
 * Network address of a request's client: that of the connection, or the one that a proxy in {@code
 * trusted-proxies} names. Without that setting, {@code X-Forwarded-For} is ignored, because every
 * client can send it.
 */
@RequestScoped
public class ClientAddress {
  /** InetAddress asks no name server for a text of a colon and only these characters. */
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]{1,44}");

  private static final int PREFIX_BYTES = 8;

  private String address = "";
  private boolean possibleProxy;
  private boolean unknownProxy;

  /**
   * Sets the client's address; the first filter of every request calls this method.
   *
   * @param connection the connection's address, in digits
   */
  public void comesFrom(String connection) {
    this.address = counted(connection);
  }

  /**
   * Sets the client's address of a request that may have come through proxies.
   *
   * @param connection the connection's address, in digits
   * @param forwardedFor the values of the headers {@code X-Forwarded-For}, in their order
   */
  public void comesFrom(String connection, List<String> forwardedFor, TrustedProxies proxies) {
    comesFrom(proxies.client(connection, forwardedFor));
    possibleProxy =
        !proxies.contains(connection) && NetworkRange.of(connection) != NetworkRange.PUBLIC;
    unknownProxy = possibleProxy && !forwardedFor.isEmpty();
  }

  /**
   * Whether the address is probably that of a proxy that {@code trusted-proxies} does not name: the
   * request has the header and comes from a private network. Many people then share the address.
   */
  public boolean isUnknownProxy() {
    return unknownProxy;
  }

  /** Whether other requests from this address can be those of an {@link #isUnknownProxy}. */
  public boolean canBeProxy() {
    return possibleProxy;
  }

  /**
   * Returns the part of an address that counts as one client: of IPv6 the first 64 bits, the least
   * that a subscriber has (RFC 6177). Otherwise a single machine could use any number of addresses.
   */
  public static String counted(String connection) {
    var literal = connection.replaceFirst("%.*", "");
    if (!IPV6.matcher(literal).matches()) {
      return connection;
    }
    try {
      return InetAddress.getByName(literal) instanceof Inet6Address ipv6
          ? HexFormat.of().formatHex(ipv6.getAddress(), 0, PREFIX_BYTES) + "/64"
          : connection;
    } catch (UnknownHostException noAddress) {
      return connection;
    }
  }

  /** The address as text; empty outside a request over the network. */
  public String text() {
    return address;
  }
}
