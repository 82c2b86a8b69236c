package org.clustershare.identity.session;

import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.clustershare.oidc.token.Person;

/**
 * A signed-in person in a console session: name, email, groups and account, never a token.
 *
 * @param person as the provider named them at the sign-in
 * @param until when the session ends, however much it is used
 */
public record ConsoleSession(Person person, Instant until) implements Serializable {
  static final String ATTRIBUTE = "org.clustershare.console-session";

  /**
   * Limit for a session in constant use, too: afterwards the provider must confirm the person
   * again.
   */
  private static final Duration MAX_LIFETIME = Duration.ofHours(12);

  /** Maximum idle time of a session, in seconds. */
  private static final int IDLE_SECONDS = 60 * 60;

  static ConsoleSession of(Person person, Instant now) {
    return new ConsoleSession(person, now.plus(MAX_LIFETIME));
  }

  /**
   * Begins a session of a person; only people who signed in have one. It ends the browser's
   * previous one, so that the next one has its own id.
   */
  static void begin(HttpServletRequest request, Person person, Instant now) {
    leave(request);
    var session = request.getSession();
    session.setMaxInactiveInterval(IDLE_SECONDS);
    session.setAttribute(ATTRIBUTE, of(person, now));
  }

  /** Ends the browser's session. */
  static void leave(HttpServletRequest request) {
    var session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }

  /** Returns the person of a request's session, if there is one that has not ended. */
  public static Optional<Person> person(HttpServletRequest request, Instant now) {
    return Optional.ofNullable(request.getSession(false))
        .map(session -> session.getAttribute(ATTRIBUTE))
        .filter(ConsoleSession.class::isInstance)
        .map(ConsoleSession.class::cast)
        .filter(session -> now.isBefore(session.until()))
        .map(ConsoleSession::person);
  }
}
