package org.clustershare.identity.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.clustershare.identity.entity.KnownPerson;
import org.clustershare.platform.JsonFactory;
import org.clustershare.platform.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody who has signed in, as the issuer last described them: their name for lists, and their
 * groups, by which their shares are judged while they are away.
 */
@ApplicationScoped
public class People {
  private static final Logger LOG = LoggerFactory.getLogger(People.class);
  private static final int LONGEST_NAME = 200;
  private static final int MOST = 10_000;

  @Inject private PersonRows rows;
  @Inject private Clock clock;

  /** The SHA-256 of what was written, so that a request writes only when something is new. */
  private final Cache<String, String> written = Caffeine.newBuilder().maximumSize(MOST).build();

  /** Keeps in mind how the issuer describes somebody. Never fails: the next sight repeats it. */
  public void seen(Person person) {
    var digest = digest(person);
    if (digest.equals(written.getIfPresent(person.key()))) {
      return;
    }
    try {
      rows.save(
          new KnownPerson(
              person.key(), person.email(), name(person), person.groups(), clock.instant()));
      written.put(person.key(), digest);
    } catch (RuntimeException e) {
      // Such as two first requests at once: one of them has written.
      LOG.info("person not remembered: person={} reason={}", person.id(), e.toString());
    }
  }

  /** Whoever has this lower-case email, when they have signed in once. */
  public Optional<Person> find(String personKey) {
    return Optional.ofNullable(find(List.of(personKey)).get(personKey));
  }

  /** Those of these lower-case emails who have signed in once. */
  public Map<String, Person> find(Collection<String> personKeys) {
    return personKeys.isEmpty()
        ? Map.of()
        : rows.find(personKeys).stream()
            .map(known -> new Person(known.email(), known.name(), known.groups()))
            .collect(Collectors.toMap(Person::key, Function.identity()));
  }

  private static String digest(Person person) {
    return Sha256.hex(
        JsonFactory.array(List.of(person.email(), person.name()))
            .add(JsonFactory.array(person.groups()))
            .build()
            .toString());
  }

  private static String name(Person person) {
    return person.name().length() <= LONGEST_NAME
        ? person.name()
        : person.name().substring(0, LONGEST_NAME);
  }
}
