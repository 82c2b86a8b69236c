package org.clustershare.oidc.signin;

import jakarta.enterprise.context.RequestScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The network address from which this request comes: that of the connection. What {@code
 * X-Forwarded-For} says counts for nothing, because every client can send it.
 */
@RequestScoped
public class ClientAddress {
  /** InetAddress asks no name server for what has a colon and these characters alone. */
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]{1,44}");

  private static final int PREFIX_BYTES = 8;

  private String address = "";

  /**
   * Called by the filter that sees every request first.
   *
   * @param given an address in digits, as the connection has it
   */
  public void comesFrom(String given) {
    this.address = counted(given);
  }

  /**
   * What counts as one address: of IPv6 the first 64 bits, which one subscriber has at least (RFC
   * 6177); else a single machine would have as many addresses as it likes.
   */
  static String counted(String given) {
    var literal = given.replaceFirst("%.*", "");
    if (!IPV6.matcher(literal).matches()) {
      return given;
    }
    try {
      return InetAddress.getByName(literal) instanceof Inet6Address six
          ? HexFormat.of().formatHex(six.getAddress(), 0, PREFIX_BYTES) + "/64"
          : given;
    } catch (UnknownHostException noAddress) {
      return given;
    }
  }

  /** As text; empty outside of a request over the network. */
  public String text() {
    return address;
  }
}
