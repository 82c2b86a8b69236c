package org.clustershare.identity.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.clustershare.identity.entity.ConsoleSessionRecord;
import org.clustershare.identity.session.ConsoleSessionRows.Limits;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.crypto.BrowserSeal;
import org.clustershare.platform.crypto.BrowserSecret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console sessions of all instances: at most 10 per person and 50,000 in total. A new sign-in
 * always gets a session; beyond the limit, an old one ends. A person who signs in repeatedly ends
 * only their own sessions. Each session is a row that only its browser can open (ADR 21).
 */
@ApplicationScoped
public class ConsoleSessions {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleSessions.class);
  private static final Limits LIMITS = new Limits(10, 50_000);
  private static final String PURPOSE = "console-session";
  private static final String PERSON_PURPOSE = "console-session-person";

  /** A use is stored at most once in this time. */
  private static final Duration PRECISION = Duration.ofMinutes(1);

  /** Request attribute with the session, so that a request reads its row once. */
  private static final String FOUND = "org.clustershare.console-session";

  private final ConsoleSessionRows rows;
  private final SessionCookie cookie;
  private final BrowserSeal seal;
  private final OidcSettings oidc;
  private final Clock clock;

  @Inject
  protected ConsoleSessions(
      ConsoleSessionRows rows,
      SessionCookie cookie,
      BrowserSeal seal,
      OidcSettings oidc,
      Clock clock) {
    this.rows = rows;
    this.cookie = cookie;
    this.seal = seal;
    this.oidc = oidc;
    this.clock = clock;
  }

  /**
   * Begins a session of a person who has just signed in, with a new secret. The browser's previous
   * session ends, so that a cookie that was planted before is worthless.
   */
  void begin(HttpServletRequest request, HttpServletResponse response, Person person) {
    cookie.of(request).ifPresent(previous -> rows.delete(previous.id(PURPOSE)));
    var now = clock.instant();
    var session = ConsoleSession.begin(person, now);
    var row =
        new ConsoleSessionRecord(
            session.secret().id(PURPOSE),
            personId(person),
            seal.seal(session.secret(), PURPOSE, session.content()),
            now,
            session.endsAt());
    int ended = rows.insert(row, person.key(), LIMITS, now.minus(ConsoleSession.MAX_IDLE));
    if (ended > 0) {
      LOG.info("console sessions ended for a new one: count={}", ended);
    }
    request.setAttribute(FOUND, Optional.of(session));
    response.addCookie(cookie.of(session.secret()));
  }

  /** Ends the browser's session on all instances, and deletes its cookie. */
  void end(HttpServletRequest request, HttpServletResponse response) {
    // An invented cookie costs no transaction; the timer deletes ended sessions.
    find(request).ifPresent(session -> rows.delete(session.secret().id(PURPOSE)));
    request.setAttribute(FOUND, Optional.empty());
    response.addCookie(cookie.deletion());
  }

  /** Returns a request's session, if there is one that has not ended. */
  public Optional<ConsoleSession> find(HttpServletRequest request) {
    if (request.getAttribute(FOUND) instanceof Optional<?> found) {
      return found.map(ConsoleSession.class::cast);
    }
    var found = cookie.of(request).flatMap(this::read);
    request.setAttribute(FOUND, found);
    return found;
  }

  private Optional<ConsoleSession> read(BrowserSecret secret) {
    var now = clock.instant();
    var row =
        rows.find(secret.id(PURPOSE))
            .filter(found -> now.isBefore(found.usedAt().plus(ConsoleSession.MAX_IDLE)));
    // The end in the sealed content decides: who can write to the database cannot change it.
    var session =
        row.flatMap(found -> seal.open(secret, PURPOSE, found.content()))
            .flatMap(content -> ConsoleSession.of(content, secret))
            .filter(found -> found.isOpen(now));
    if (session.isPresent() && row.orElseThrow().usedAt().isBefore(now.minus(PRECISION))) {
      rows.touch(row.get().id(), now, now.minus(PRECISION));
    }
    return session;
  }

  private String personId(Person person) {
    return HexFormat.of().formatHex(oidc.cookieHashKey().sign(PERSON_PURPOSE, person.key()));
  }
}
