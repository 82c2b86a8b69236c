package org.clustershare.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * Whose page made a browser send a request, as the browser says: {@code Sec-Fetch-Site} (W3C Fetch
 * Metadata) and {@code Origin} (RFC 6454). Scripts of a page can set neither.
 */
public enum FormOrigin {
  /** A page of this installation, or the person in the browser's own bar. */
  OWN,
  /** A page of another site, also of a sibling host. */
  FOREIGN,
  /** The request says nothing: it comes from no browser of today. */
  UNKNOWN;

  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  /** What pages send whose referrer policy is {@code no-referrer}, as ours do. */
  private static final String HIDDEN = "null";

  /**
   * The origin of a request. Where the two headers disagree, the request is {@link #FOREIGN}.
   *
   * @param baseUrl the installation's address
   */
  public static FormOrigin of(HttpServletRequest request, String baseUrl) {
    return of(header(request, "Sec-Fetch-Site"), header(request, "Origin"), baseUrl);
  }

  /** All lines of it: a second one makes it a value that is none. */
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
    // A page in a sandbox hides its origin, too.
    return origin.isPresent() ? FOREIGN : UNKNOWN;
  }

  private static boolean isOrigin(String origin, String baseUrl) {
    var own = URI.create(baseUrl);
    return origin.equalsIgnoreCase(own.getScheme() + "://" + own.getRawAuthority())
        || origin.equalsIgnoreCase(own.getScheme() + "://" + withoutDefaultPort(own));
  }

  /** Browsers leave the scheme's own port away. */
  private static String withoutDefaultPort(URI own) {
    int usual = "https".equals(own.getScheme()) ? 443 : 80;
    return own.getPort() == usual ? own.getHost() : own.getRawAuthority();
  }
}
