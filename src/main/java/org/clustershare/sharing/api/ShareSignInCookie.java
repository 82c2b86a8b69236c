package org.clustershare.sharing.api;

import jakarta.servlet.http.Cookie;
import org.clustershare.startup.Settings;

/** The cookie of a browser in which somebody signs in; its name and age are KKP's. */
public final class ShareSignInCookie {
  static final int SECONDS = 180;

  private static final String NAME = "csrf_token";

  private ShareSignInCookie() {}

  public static String name(Settings settings) {
    return settings.https() ? "__Host-" + NAME : NAME;
  }

  /** For the answer of a page. */
  public static Cookie of(Settings settings, String value) {
    var cookie = new Cookie(name(settings), value);
    cookie.setPath("/");
    cookie.setMaxAge(SECONDS);
    cookie.setHttpOnly(true);
    cookie.setSecure(settings.https());
    cookie.setAttribute("SameSite", "Lax");
    return cookie;
  }
}
