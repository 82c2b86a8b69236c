package org.clustershare.platform.proxy;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.clustershare.platform.config.SettingValues;
import org.clustershare.platform.net.Cidr;

/**
 * Reverse proxies whose {@code X-Forwarded-For} tells the client's address ({@code
 * trusted-proxies}). By default there are none, because every client can send this header.
 *
 * @param networks the proxies' addresses
 */
public record TrustedProxies(List<Cidr> networks) {
  private static final String KEY = "trusted-proxies";

  /** More entries than any chain of proxies has. */
  private static final int MAX_ENTRIES = 32;

  /** An address in brackets or an IPv4 address, with a port, as some proxies write it. */
  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[([^]]+)]|([0-9.]+))(?::[0-9]{1,5})?");

  public TrustedProxies {
    networks = List.copyOf(networks);
  }

  public static TrustedProxies read(SettingValues values) {
    var networks = new ArrayList<Cidr>();
    for (var entry : values.list(KEY)) {
      Cidr.parse(entry)
          .ifPresentOrElse(
              networks::add,
              () ->
                  values.problem(
                      "%s must be a list of addresses and blocks such as 10.0.0.7 or 10.0.0.0/8; it names \"%s\"."
                          .formatted(KEY, entry)));
    }
    return new TrustedProxies(networks);
  }

  /** Whether the address is one of a trusted proxy. */
  public boolean contains(String address) {
    return literal(address).filter(this::contains).isPresent();
  }

  private boolean contains(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address.getAddress()));
  }

  /**
   * Returns the client's address: the last one in the header that is no trusted proxy. Each trusted
   * proxy appends the address from which it got the request; what stands before is the client's own
   * text, which nothing reads.
   *
   * @param connection the address of the connection, in digits
   * @param forwardedFor the values of all headers {@code X-Forwarded-For}, in their order
   */
  public String client(String connection, List<String> forwardedFor) {
    var client = connection;
    var entries =
        forwardedFor.stream().flatMap(value -> Arrays.stream(value.split(",", -1))).toList();
    for (int i = entries.size() - 1; i >= 0 && i >= entries.size() - MAX_ENTRIES; i--) {
      var address = literal(entries.get(i));
      if (!contains(client) || address.isEmpty()) {
        return client;
      }
      client = address.get().getHostAddress();
    }
    return client;
  }

  private static Optional<InetAddress> literal(String entry) {
    var text = entry.strip();
    var port = WITH_PORT.matcher(text);
    var address = port.matches() ? Objects.requireNonNullElse(port.group(1), port.group(2)) : text;
    try {
      // Resolves no name. The zone of a link-local address is not part of it.
      return Optional.of(InetAddress.ofLiteral(address.replaceFirst("%.*", "")));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }
}
