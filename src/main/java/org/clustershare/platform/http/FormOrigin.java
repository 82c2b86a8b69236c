package org.clustershare.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import java.util.Optional;

/**
 * Site whose page caused a browser's request, according to the headers {@code Sec-Fetch-Site} (W3C
 * Fetch Metadata) and {@code Origin} (RFC 6454). Scripts of a page can set neither.
 */
public enum FormOrigin {
  /** A page of this installation. */
  OWN,
  /** A page of another site, including a sibling host. */
  FOREIGN,
  /**
   * No page is named. Neither header is present, because the client is not a current browser; or an
   * extension or another application caused the request.
   */
  UNKNOWN;

  private static final String OWN_SITE = "same-origin";
  private static final String NO_SITE = "none";

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
    if (site.filter(text -> !text.equals(OWN_SITE) && !text.equals(NO_SITE)).isPresent()
        || named.filter(text -> !isOrigin(text, baseUrl)).isPresent()) {
      return FOREIGN;
    }
    if (site.isPresent()) {
      return site.get().equals(OWN_SITE) ? OWN : UNKNOWN;
    }
    if (named.isPresent()) {
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
