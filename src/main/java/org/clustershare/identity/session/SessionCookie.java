package org.clustershare.identity.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.crypto.BrowserSecret;

/**
 * The cookie of a console session: the secret that finds and opens the session's row. It ends with
 * the browser; the session itself ends earlier, see {@link ConsoleSession}.
 */
@ApplicationScoped
class SessionCookie {
  private static final String NAME = "session";

  private final InstallationSettings installation;

  @Inject
  SessionCookie(InstallationSettings installation) {
    this.installation = installation;
  }

  private String name() {
    // Only this host can set a cookie with the prefix, so a sibling host cannot plant a session.
    return installation.https() ? "__Host-" + NAME : NAME;
  }

  /** The secret in a request's cookie. */
  Optional<BrowserSecret> of(HttpServletRequest request) {
    var name = name();
    return Stream.ofNullable(request.getCookies())
        .flatMap(Arrays::stream)
        .filter(cookie -> cookie.getName().equals(name))
        .findFirst()
        .flatMap(cookie -> BrowserSecret.parse(cookie.getValue()));
  }

  /** The cookie for a response. */
  Cookie of(BrowserSecret secret) {
    return cookie(secret.value());
  }

  /** The cookie that deletes it. */
  Cookie deletion() {
    var cookie = cookie("");
    cookie.setMaxAge(0);
    return cookie;
  }

  private Cookie cookie(String value) {
    var cookie = new Cookie(name(), value);
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSecure(installation.https());
    // Not strict: people come back from the provider's site.
    cookie.setAttribute("SameSite", "Lax");
    return cookie;
  }
}
