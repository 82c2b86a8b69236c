package org.clustershare.oidc.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.platform.config.InstallationSettings;

/**
 * The cookies that bind a sign-in to the browser that started it, one for the console and one for
 * shares. They last as long as a sign-in may take.
 */
@ApplicationScoped
public class SignInCookies {
  public static final int SECONDS = (int) SignInState.LIFETIME.toSeconds();

  private final InstallationSettings installation;
  private final OidcSettings oidc;
  private final Clock clock;

  @Inject
  SignInCookies(InstallationSettings installation, OidcSettings oidc, Clock clock) {
    this.installation = installation;
    this.oidc = oidc;
    this.clock = clock;
  }

  /** The cookie's name; that of shares is KKP's. */
  public String name(SignInKind kind) {
    var name = kind == SignInKind.SHARE ? "csrf_token" : "sign_in";
    return installation.https() ? "__Host-" + name : name;
  }

  /** Returns the browser's secret from the value of its cookie. */
  public Optional<SignInCookie> open(SignInKind kind, Optional<String> value) {
    return value.flatMap(
        text -> SignInCookie.open(text, oidc.cookieHashKey(), kind, clock.instant()));
  }

  /** Returns the browser's secret from its request. */
  public Optional<SignInCookie> of(HttpServletRequest request, SignInKind kind) {
    var name = name(kind);
    return open(
        kind,
        Stream.ofNullable(request.getCookies())
            .flatMap(Arrays::stream)
            .filter(cookie -> cookie.getName().equals(name))
            .findFirst()
            .map(Cookie::getValue));
  }

  /** The value of a browser's cookie, valid from now on. */
  public String value(SignInKind kind, SignInCookie browser) {
    return browser.signed(oidc.cookieHashKey(), kind, clock.instant());
  }

  /** The cookie for a page's response. */
  public Cookie cookie(SignInKind kind, String value) {
    var cookie = new Cookie(name(kind), value);
    cookie.setPath("/");
    cookie.setMaxAge(SECONDS);
    cookie.setHttpOnly(true);
    cookie.setSecure(installation.https());
    // Not strict: people come back from the provider's site.
    cookie.setAttribute("SameSite", "Lax");
    return cookie;
  }
}
