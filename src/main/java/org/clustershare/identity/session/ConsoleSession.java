package org.clustershare.identity.session;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.clustershare.oidc.token.Account;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.crypto.BrowserSecret;
import org.clustershare.platform.json.JsonFactory;

/**
 * A signed-in person in a console session: name, email, groups and account, never a token.
 *
 * @param person as the provider named them at the sign-in
 * @param endsAt when the session ends, however much it is used
 * @param secret from the browser's cookie; what derives from it ends with the session
 */
public record ConsoleSession(Person person, Instant endsAt, BrowserSecret secret) {
  /**
   * Limit for a session in constant use, too: afterwards the provider must confirm the person
   * again.
   */
  static final Duration MAX_LIFETIME = Duration.ofHours(12);

  /** Maximum time between two uses, to the minute. */
  static final Duration MAX_IDLE = Duration.ofHours(1);

  private static final String EMAIL = "email";
  private static final String NAME = "name";
  private static final String GROUPS = "groups";
  private static final String ISSUER = "issuer";
  private static final String SUBJECT = "subject";
  private static final String ENDS_AT = "endsAt";

  /** Begins a session of a person, with a secret that no browser has yet. */
  static ConsoleSession begin(Person person, Instant now) {
    return new ConsoleSession(person, now.plus(MAX_LIFETIME), BrowserSecret.fresh());
  }

  /** Whether the session has not ended. */
  boolean isOpen(Instant now) {
    return now.isBefore(endsAt);
  }

  /** What the row holds, sealed: all but the secret. */
  String content() {
    var json =
        JsonFactory.object()
            .add(EMAIL, person.email())
            .add(NAME, person.name())
            .add(GROUPS, JsonFactory.array(person.groups()))
            .add(ENDS_AT, endsAt.toString());
    person
        .account()
        .ifPresent(account -> json.add(ISSUER, account.issuer()).add(SUBJECT, account.subject()));
    return json.build().toString();
  }

  /** Returns the session of a row's content; empty for a content of another version. */
  static Optional<ConsoleSession> of(String content, BrowserSecret secret) {
    try (var reader = JsonFactory.reader(content)) {
      var json = reader.readObject();
      return Optional.of(
          new ConsoleSession(person(json), Instant.parse(json.getString(ENDS_AT)), secret));
    } catch (RuntimeException otherVersion) {
      // All kinds: what is missing, of another type, or no time.
      return Optional.empty();
    }
  }

  private static Person person(JsonObject json) {
    return new Person(
        json.getString(EMAIL),
        json.getString(NAME),
        json.getJsonArray(GROUPS).getValuesAs(JsonString::getString),
        json.containsKey(ISSUER)
            ? new Account(json.getString(ISSUER), json.getString(SUBJECT))
            : null);
  }
}
