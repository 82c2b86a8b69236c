package org.clustershare.identity.session;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import org.clustershare.audit.RequestOrigin;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.oidc.client.Issuer;
import org.clustershare.oidc.signin.ClientAddress;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.proxy.TrustedProxies;

/**
 * Filter that determines the person of a request: from the bearer token on the API (RFC 6750,
 * section 2.1), from the session on pages. The API accepts no cookies, so that no other site can
 * act through a browser. The one exception is the redirect URI, where the state of a console's
 * sign-in does not let them.
 */
public class CurrentPersonFilter extends HttpFilter {
  private static final String BEARER = "bearer ";

  private final transient ConsoleSessions sessions;
  private final CurrentPerson current;
  private final ClientAddress address;
  private final transient TrustedProxies proxies;
  private final Issuer issuer;
  private final PersonDirectory personDirectory;
  private final RequestOrigin origin;

  @Inject
  CurrentPersonFilter(
      ConsoleSessions sessions,
      CurrentPerson current,
      ClientAddress address,
      TrustedProxies proxies,
      Issuer issuer,
      PersonDirectory personDirectory,
      RequestOrigin origin) {
    this.sessions = sessions;
    this.current = current;
    this.address = address;
    this.proxies = proxies;
    this.issuer = issuer;
    this.personDirectory = personDirectory;
    this.origin = origin;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    address.comesFrom(
        request.getRemoteAddr(), Collections.list(request.getHeaders("X-Forwarded-For")), proxies);
    if (request.getServletPath().startsWith("/api") && !ConsoleAnswers.isOne(request)) {
      current.setSource(() -> bearer(request));
    } else {
      current.setSource(
          () ->
              sessions
                  .find(request)
                  .map(ConsoleSession::person)
                  .filter(personDirectory::isCurrent));
    }
    origin.set(request, proxies, () -> current.find().map(Person::email));
    chain.doFilter(request, response);
  }

  private Optional<Person> bearer(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader("Authorization"))
        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(value -> issuer.bearer(value.substring(BEARER.length()).strip()))
        .map(this::store);
  }

  private Person store(Person person) {
    personDirectory.store(person);
    return person;
  }
}
