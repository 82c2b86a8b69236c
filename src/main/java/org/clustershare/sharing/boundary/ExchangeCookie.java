package org.clustershare.sharing.boundary;

import jakarta.servlet.http.Cookie;
import org.clustershare.platform.settings.Settings;

/** The cookie of a browser in which somebody signs in; its name and age are KKP's. */
final class ExchangeCookie {
  static final int SECONDS = 180;

  private static final String NAME = "csrf_token";

  private ExchangeCookie() {}

  static String name(Settings settings) {
    return settings.https() ? "__Host-" + NAME : NAME;
  }

  /** For the answer of a page. */
  static Cookie of(Settings settings, String value) {
    var cookie = new Cookie(name(settings), value);
    cookie.setPath("/");
    cookie.setMaxAge(SECONDS);
    cookie.setHttpOnly(true);
    cookie.setSecure(settings.https());
    cookie.setAttribute("SameSite", "Lax");
    return cookie;
  }
}
