package org.clustershare.sharing.api;

import jakarta.servlet.http.Cookie;
import org.clustershare.platform.config.InstallationSettings;

/** The cookie that binds a recipient's sign-in to the browser; its name and age are KKP's. */
public final class ShareSignInCookie {
  static final int SECONDS = 180;

  private static final String NAME = "csrf_token";

  private ShareSignInCookie() {}

  public static String name(InstallationSettings installation) {
    return installation.https() ? "__Host-" + NAME : NAME;
  }

  /** The cookie for a page's response. */
  public static Cookie of(InstallationSettings installation, String value) {
    var cookie = new Cookie(name(installation), value);
    cookie.setPath("/");
    cookie.setMaxAge(SECONDS);
    cookie.setHttpOnly(true);
    cookie.setSecure(installation.https());
    cookie.setAttribute("SameSite", "Lax");
    return cookie;
  }
}
