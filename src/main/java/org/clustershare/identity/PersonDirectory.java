package org.clustershare.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.clustershare.identity.PersonRows.Sight;
import org.clustershare.identity.entity.PersonRecord;
import org.clustershare.oidc.settings.AccountSettings;
import org.clustershare.oidc.token.Account;
import org.clustershare.oidc.token.IdentityProblem;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.platform.database.IntegrityViolation;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody who has signed in, as the issuer last described them: the account that their address
 * belongs to, their name for lists, and their groups, by which their shares are judged while they
 * are away.
 */
@ApplicationScoped
public class PersonDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(PersonDirectory.class);
  private static final int LONGEST_NAME = 200;
  private static final int MOST = 10_000;
  private static final int ATTEMPTS = 3;
  private static final Duration MOST_EXACT = Duration.ofHours(1);
  private static final int PARTS = 10;

  /** How long an instance may not know what another one decided about an account. */
  private static final Duration TRUSTED = Duration.ofMinutes(1);

  private PersonRows rows;
  private AccountSettings accounts;
  private Clock clock;

  /** How exactly it is kept when a person was seen; else each minute would be a write. */
  private Duration exactness = MOST_EXACT;

  /**
   * The SHA-256 of who was written to the database a moment ago, so that not every request asks it.
   */
  private final Cache<String, String> written =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(TRUSTED).build();

  /** The accounts that addresses belonged to a moment ago. */
  private final Cache<String, Account> owners =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(TRUSTED).build();

  /** For the container's proxy, and for tests of other packages. */
  @SuppressWarnings("NullAway.Init")
  protected PersonDirectory() {}

  @Inject
  PersonDirectory(PersonRows rows, AccountSettings accounts, Clock clock) {
    this.rows = rows;
    this.accounts = accounts;
    this.clock = clock;
    var part = accounts.groupsMaxAge().dividedBy(PARTS);
    this.exactness = part.compareTo(MOST_EXACT) < 0 ? part : MOST_EXACT;
  }

  /**
   * Keeps how the issuer describes a person who brings a token now.
   *
   * @throws ProblemException {@link IdentityProblem#ACCOUNT_CHANGED} when the address belongs to
   *     another account of the issuer; an admin then finds the change among those that wait
   */
  public void seen(Person person) {
    var digest = digest(person);
    if (digest.equals(written.getIfPresent(person.key()))) {
      return;
    }
    var sight = see(person);
    if (sight == Sight.OTHER_ACCOUNT) {
      LOG.warn("account refused, the address belongs to another: person={}", person.id());
      throw new ProblemException(IdentityProblem.ACCOUNT_CHANGED, person.email());
    }
    if (sight == Sight.ACCEPTED_ACCOUNT) {
      LOG.warn("account changed, as oidc-accept-changed-subjects allows: person={}", person.id());
    }
    written.put(person.key(), digest);
  }

  private Sight see(Person person) {
    for (int attempt = 1; ; attempt++) {
      try {
        var now = clock.instant();
        return rows.see(
            person,
            name(person),
            now,
            accounts.acceptsChangeOf(person.key()),
            now.minus(exactness));
      } catch (RuntimeException e) {
        // Two first sights at once: one has made the row, which the other finds now.
        if (attempt == ATTEMPTS || !IntegrityViolation.isBehind(e)) {
          throw e;
        }
      }
    }
  }

  /**
   * Whether the address of a person who signed in before still belongs to their account. Nothing is
   * kept: they may have signed in long ago.
   */
  public boolean isCurrent(Person person) {
    var account = person.account();
    if (account.isPresent() && account.get().equals(owners.getIfPresent(person.key()))) {
      return true;
    }
    boolean current =
        rows.find(List.of(person.key())).stream()
            .anyMatch(known -> account.isPresent() && PersonRows.account(known).equals(account));
    if (current) {
      account.ifPresent(same -> owners.put(person.key(), same));
    }
    return current;
  }

  /** What was checked of a person before counts no more; called when an admin has decided. */
  public void forget(String personKey) {
    written.invalidate(personKey);
    owners.invalidate(personKey);
  }

  /** The person with this lower-case email, when they have signed in once. */
  public Optional<Person> find(String personKey) {
    return Optional.ofNullable(find(List.of(personKey)).get(personKey));
  }

  /**
   * Those of these lower-case emails who have signed in once. Their groups are those of the last
   * sign-in, and none once that is longer ago than {@code oidc-groups-max-age}.
   */
  public Map<String, Person> find(Collection<String> personKeys) {
    var oldest = clock.instant().minus(accounts.groupsMaxAge());
    return known(personKeys).stream()
        .map(known -> person(known, oldest))
        .collect(Collectors.toMap(Person::key, Function.identity()));
  }

  /** When those of these lower-case emails who have signed in once did so last, to the hour. */
  public Map<String, Instant> lastSeen(Collection<String> personKeys) {
    return known(personKeys).stream()
        .collect(Collectors.toMap(PersonRecord::key, PersonRecord::seenAt));
  }

  private List<PersonRecord> known(Collection<String> personKeys) {
    return personKeys.isEmpty() ? List.of() : rows.find(personKeys);
  }

  private static Person person(PersonRecord known, Instant oldest) {
    return new Person(
        known.email(),
        known.name(),
        known.seenAt().isBefore(oldest) ? List.of() : known.groups(),
        PersonRows.account(known).orElse(null));
  }

  /** Of everything, above all of the account: else another one would pass for a moment. */
  private static String digest(Person person) {
    var account = person.account();
    return Sha256.hex(
        JsonFactory.array(
                List.of(
                    person.email(),
                    person.name(),
                    account.map(Account::issuer).orElse(""),
                    account.map(Account::subject).orElse("")))
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
