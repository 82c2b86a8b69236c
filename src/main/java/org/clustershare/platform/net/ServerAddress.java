package org.clustershare.platform.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Address of an HTTP server: scheme, host, port and path (RFC 3986, section 3), without user, query
 * and fragment. It has at most 1,000 characters of visible ASCII. Its host is a valid DNS name (RFC
 * 1035, section 2.3.4) or an IP address without a zone. Its port is absent or a number from 1 to
 * 65535 without leading zeros, so that every client reads it alike.
 *
 * @param uri the address as the sender wrote it
 */
public record ServerAddress(URI uri) {
  private static final int MAX_LENGTH = 1_000;
  private static final int MAX_HOST_LENGTH = 253;
  private static final int MAX_LABEL_LENGTH = 63;
  private static final int MAX_PORT = 65_535;
  private static final int LAST_OF_ASCII = 0x7f;
  private static final Pattern PORT = Pattern.compile(":[1-9][0-9]{0,4}");

  /** Parses an address with the scheme http or https; empty if the text is not a valid address. */
  public static Optional<ServerAddress> of(String text) {
    try {
      var uri = new URI(text);
      return isReachable(uri) && uri.getRawQuery() == null && uri.getRawFragment() == null
          ? Optional.of(new ServerAddress(uri))
          : Optional.empty();
    } catch (URISyntaxException notAnAddress) {
      return Optional.empty();
    }
  }

  /** Parses an address with the scheme https; empty if the text is not a valid one. */
  public static Optional<ServerAddress> https(String text) {
    return of(text).filter(ServerAddress::isHttps);
  }

  /**
   * Whether a client can send a request to this URI. The rules are those of {@link #of}, but a
   * query and a fragment are allowed.
   */
  public static boolean isReachable(URI uri) {
    var text = uri.toString();
    return text.length() <= MAX_LENGTH
        && text.chars().allMatch(character -> character > ' ' && character < LAST_OF_ASCII)
        && ("https".equals(scheme(uri)) || "http".equals(scheme(uri)))
        && uri.getRawUserInfo() == null
        && uri.getHost() != null
        && isHost(uri.getHost())
        && isPort(uri, uri.getRawAuthority().substring(uri.getHost().length()));
  }

  /** Whether the scheme is https, in any case. */
  public boolean isHttps() {
    return "https".equals(scheme(uri));
  }

  /** The same address without the slash at its end. */
  public URI withoutSlash() {
    var text = uri.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : uri;
  }

  private static String scheme(URI uri) {
    return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
  }

  private static boolean isHost(String host) {
    if (host.startsWith("[")) {
      return host.indexOf('%') < 0;
    }
    return host.length() <= MAX_HOST_LENGTH
        && Arrays.stream(host.split("\\.", -1))
            .allMatch(label -> label.length() <= MAX_LABEL_LENGTH);
  }

  private static boolean isPort(URI uri, String text) {
    return text.isEmpty() || (PORT.matcher(text).matches() && uri.getPort() <= MAX_PORT);
  }
}
