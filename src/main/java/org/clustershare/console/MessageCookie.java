package org.clustershare.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.clustershare.identity.session.ConsoleSession;
import org.clustershare.identity.session.ConsoleSessions;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.platform.crypto.BrowserSeal;
import org.clustershare.platform.json.JsonFactory;

/**
 * Cookie with one message for the page after a redirect. It is sealed for the console session that
 * it belongs to, and valid for a minute. The page that shows it deletes it.
 */
@ApplicationScoped
class MessageCookie {
  private static final String NAME = "message";
  private static final String PURPOSE = "console-message";
  private static final Duration LIFETIME = Duration.ofMinutes(1);

  /** Instances' clocks may differ by this time. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private static final String KIND = "kind";
  private static final String TEXT = "text";
  private static final String SENT_AT = "sentAt";

  private final InstallationSettings installation;
  private final ConsoleSessions sessions;
  private final BrowserSeal seal;
  private final Clock clock;

  /** A message; its kind says which page shows it. */
  record Message(String kind, String text) {}

  @Inject
  MessageCookie(
      InstallationSettings installation, ConsoleSessions sessions, BrowserSeal seal, Clock clock) {
    this.installation = installation;
    this.sessions = sessions;
    this.seal = seal;
    this.clock = clock;
  }

  /** Sends a message to the browser, in place of an earlier one. */
  void send(HttpServletRequest request, HttpServletResponse response, Message message) {
    var text =
        JsonFactory.object()
            .add(KIND, message.kind())
            .add(TEXT, message.text())
            .add(SENT_AT, clock.instant().toString())
            .build()
            .toString();
    sessions
        .find(request)
        .map(session -> seal.seal(session.secret(), PURPOSE, text))
        .ifPresent(value -> response.addCookie(cookie(value, (int) LIFETIME.toSeconds())));
  }

  /** Returns the browser's message and deletes it, if it is of a kind that the page shows. */
  Optional<Message> take(
      HttpServletRequest request, HttpServletResponse response, Predicate<String> kinds) {
    var name = name();
    var sealed =
        Stream.ofNullable(request.getCookies())
            .flatMap(Arrays::stream)
            .filter(cookie -> cookie.getName().equals(name))
            .map(Cookie::getValue)
            .findFirst();
    if (sealed.isEmpty()) {
      return Optional.empty();
    }
    var message = sessions.find(request).flatMap(session -> open(session, sealed.get()));
    if (message.isPresent() && !kinds.test(message.get().kind())) {
      return Optional.empty(); // It waits for its own page.
    }
    response.addCookie(cookie("", 0));
    return message;
  }

  private Optional<Message> open(ConsoleSession session, String sealed) {
    return seal.open(session.secret(), PURPOSE, sealed).flatMap(this::parse);
  }

  private Optional<Message> parse(String text) {
    try (var reader = JsonFactory.reader(text)) {
      var json = reader.readObject();
      var sentAt = Instant.parse(json.getString(SENT_AT));
      var now = clock.instant();
      return now.isAfter(sentAt.plus(LIFETIME).plus(CLOCK_TOLERANCE))
              || now.isBefore(sentAt.minus(CLOCK_TOLERANCE))
          ? Optional.empty()
          : Optional.of(new Message(json.getString(KIND), json.getString(TEXT)));
    } catch (RuntimeException otherVersion) {
      // All kinds: what is missing, of another type, or no time.
      return Optional.empty();
    }
  }

  private String name() {
    return installation.https() ? "__Host-" + NAME : NAME;
  }

  private Cookie cookie(String value, int seconds) {
    var cookie = new Cookie(name(), value);
    cookie.setPath("/");
    cookie.setMaxAge(seconds);
    cookie.setHttpOnly(true);
    cookie.setSecure(installation.https());
    cookie.setAttribute("SameSite", "Strict");
    return cookie;
  }
}
