package org.clustershare.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * Site whose page caused a browser's request, according to the headers {@code Sec-Fetch-Site} (W3C
 * Fetch Metadata) and {@code Origin} (RFC 6454). Scripts of a page can set neither.
 */
public enum FormOrigin {
  /** A page of this installation, or an address that the person typed or bookmarked. */
  OWN,
  /** A page of another site, including a sibling host. */
  FOREIGN,
  /** Neither header is present: the client is not a current browser. */
  UNKNOWN;

  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  /**
   * The {@code Origin} from pages with the referrer policy {@code no-referrer}, such as those of
   * Cluster Share.
   */
  private static final String HIDDEN = "null";

  /**
   * Determines the origin of a request. If the two headers disagree, it is {@link #FOREIGN}.
   *
   * @param baseUrl the installation's address
   */
  public static FormOrigin of(HttpServletRequest request, String baseUrl) {
    return of(header(request, "Sec-Fetch-Site"), header(request, "Origin"), baseUrl);
  }

  /** Joins all lines of a header, so that a repeated header matches no valid value. */
  private static Optional<String> header(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name)).stream()
        .reduce((one, two) -> one + "," + two);
  }

  static FormOrigin of(Optional<String> site, Optional<String> origin, String baseUrl) {
    var named = origin.filter(text -> !text.equals(HIDDEN));
    if (site.filter(text -> !OWN_SITES.contains(text)).isPresent()
        || named.filter(text -> !isOrigin(text, baseUrl)).isPresent()) {
      return FOREIGN;
    }
    if (site.isPresent() || named.isPresent()) {
      return OWN;
    }
    // A sandboxed page sends the origin null as well.
    return origin.isPresent() ? FOREIGN : UNKNOWN;
  }

  private static boolean isOrigin(String origin, String baseUrl) {
    var own = URI.create(baseUrl);
    return origin.equalsIgnoreCase(own.getScheme() + "://" + own.getRawAuthority())
        || origin.equalsIgnoreCase(own.getScheme() + "://" + withoutDefaultPort(own));
  }

  /** The authority as browsers send it: without the default port of the scheme. */
  private static String withoutDefaultPort(URI own) {
    int defaultPort = "https".equals(own.getScheme()) ? 443 : 80;
    return own.getPort() == defaultPort ? own.getHost() : own.getRawAuthority();
  }
}
