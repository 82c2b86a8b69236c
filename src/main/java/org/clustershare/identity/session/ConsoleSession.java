package org.clustershare.identity.session;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.clustershare.oidc.token.Account;
import org.clustershare.oidc.token.Person;
import org.pac4j.core.profile.CommonProfile;
import org.pac4j.core.profile.UserProfile;
import org.pac4j.core.util.Pac4jConstants;

/** A signed-in person's data in a console session: name, email and groups, never a token. */
public final class ConsoleSession {
  private static final String EMAIL = "email";
  private static final String NAME = "display_name";
  private static final String GROUPS = "groups";

  private static final String ISSUER = "issuer";
  private static final String SUBJECT = "subject";
  private static final String UNTIL = "until";

  /**
   * Limit for a session in constant use, too: afterwards the provider must confirm the person
   * again.
   */
  private static final Duration MAX_LIFETIME = Duration.ofHours(12);

  /** Maximum idle time of a session, in seconds. */
  private static final int IDLE_SECONDS = 60 * 60;

  private ConsoleSession() {}

  /** Ends the previous session, so that the next one has its own id. */
  static void leave(HttpServletRequest request) {
    var session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }

  /** Limits the idle time of a new session; only people who signed in have one. */
  static void signedIn(HttpServletRequest request) {
    request.getSession().setMaxInactiveInterval(IDLE_SECONDS);
  }

  static UserProfile profile(Person person, Instant now) {
    var profile = new CommonProfile();
    profile.setId(person.id());
    profile.addAttribute(EMAIL, person.email());
    profile.addAttribute(NAME, person.name());
    profile.addAttribute(GROUPS, List.copyOf(person.groups()));
    person
        .account()
        .ifPresent(
            account -> {
              profile.addAttribute(ISSUER, account.issuer());
              profile.addAttribute(SUBJECT, account.subject());
            });
    profile.addAttribute(UNTIL, now.plus(MAX_LIFETIME).toString());
    return profile;
  }

  public static Optional<Person> person(HttpServletRequest request, Instant now) {
    return Optional.ofNullable(request.getSession(false))
        .map(session -> session.getAttribute(Pac4jConstants.USER_PROFILES))
        .filter(LinkedHashMap.class::isInstance)
        .flatMap(profiles -> ((LinkedHashMap<?, ?>) profiles).values().stream().findFirst())
        .filter(CommonProfile.class::isInstance)
        .map(CommonProfile.class::cast)
        .filter(profile -> now.isBefore(Instant.parse(String.valueOf(profile.getAttribute(UNTIL)))))
        .map(ConsoleSession::person);
  }

  private static Person person(CommonProfile profile) {
    List<?> groups = profile.getAttribute(GROUPS) instanceof List<?> list ? list : List.of();
    return new Person(
        String.valueOf(profile.getAttribute(EMAIL)),
        String.valueOf(profile.getAttribute(NAME)),
        groups.stream().map(String::valueOf).toList(),
        new Account(
            String.valueOf(profile.getAttribute(ISSUER)),
            String.valueOf(profile.getAttribute(SUBJECT))));
  }
}
