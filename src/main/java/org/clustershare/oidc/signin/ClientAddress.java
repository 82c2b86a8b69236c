package org.clustershare.oidc.signin;

import jakarta.enterprise.context.RequestScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Network address of a request's client, as the connection has it. {@code X-Forwarded-For} is
 * ignored, because every client can send it.
 */
@RequestScoped
public class ClientAddress {
  /** InetAddress asks no name server for a text of a colon and only these characters. */
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]{1,44}");

  private static final int PREFIX_BYTES = 8;

  private String address = "";

  /**
   * Sets the client's address; the first filter of every request calls this method.
   *
   * @param connection the connection's address, in digits
   */
  public void comesFrom(String connection) {
    this.address = counted(connection);
  }

  /**
   * Returns the part of an address that counts as one client: of IPv6 the first 64 bits, the least
   * that a subscriber has (RFC 6177). Otherwise a single machine could use any number of addresses.
   */
  static String counted(String connection) {
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
