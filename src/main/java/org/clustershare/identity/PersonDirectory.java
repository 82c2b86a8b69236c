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
import org.clustershare.identity.PersonRows.AccountMatch;
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
 * Directory of all people who have signed in, as the issuer last described them. It holds the
 * account that owns their email address and their name for lists. It also holds their groups, which
 * decide whether their shares work while they are away.
 */
@ApplicationScoped
public class PersonDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(PersonDirectory.class);
  private static final int MAX_NAME_LENGTH = 200;
  private static final int MAX_CACHED = 10_000;
  private static final int ATTEMPTS = 3;
  private static final Duration MAX_PRECISION = Duration.ofHours(1);
  private static final int PRECISION_PARTS = 10;

  /** How long an instance may use cached account data after another instance has changed it. */
  private static final Duration CACHE_LIFETIME = Duration.ofMinutes(1);

  private final PersonRows rows;
  private final AccountSettings accounts;
  private final Clock clock;

  /**
   * SHA-256 of each person's recently stored data, so that not every request needs the database.
   */
  private final Cache<String, String> recentlyStored =
      Caffeine.newBuilder().maximumSize(MAX_CACHED).expireAfterWrite(CACHE_LIFETIME).build();

  /** The accounts that recently owned each address. */
  private final Cache<String, Account> currentAccounts =
      Caffeine.newBuilder().maximumSize(MAX_CACHED).expireAfterWrite(CACHE_LIFETIME).build();

  @Inject
  protected PersonDirectory(PersonRows rows, AccountSettings accounts, Clock clock) {
    this.rows = rows;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * Stores the issuer's current description of a person who presents a token.
   *
   * @throws ProblemException {@link IdentityProblem#ACCOUNT_CHANGED} if the address belongs to
   *     another account of the issuer; the change then waits for an admin's decision
   */
  public void store(Person person) {
    var digest = digest(person);
    if (digest.equals(recentlyStored.getIfPresent(person.key()))) {
      return;
    }
    var accountMatch = storeRow(person);
    if (accountMatch == AccountMatch.OTHER_ACCOUNT) {
      LOG.warn("account refused, the address belongs to another: person={}", person.id());
      throw new ProblemException(IdentityProblem.ACCOUNT_CHANGED, person.email());
    }
    if (accountMatch == AccountMatch.ACCEPTED_ACCOUNT) {
      LOG.warn("account changed, as oidc-accept-changed-subjects allows: person={}", person.id());
    }
    recentlyStored.put(person.key(), digest);
  }

  private AccountMatch storeRow(Person person) {
    for (int attempt = 1; ; attempt++) {
      try {
        var now = clock.instant();
        return rows.store(
            person,
            name(person),
            now,
            accounts.acceptsChangeOf(person.key()),
            now.minus(precision()));
      } catch (RuntimeException e) {
        // Two concurrent first sign-ins: one has inserted the row, which the next attempt finds.
        if (attempt == ATTEMPTS || !IntegrityViolation.isCauseOf(e)) {
          throw e;
        }
      }
    }
  }

  /** Precision of the time at which a person was last seen; it limits the number of writes. */
  private Duration precision() {
    var part = accounts.groupsMaxAge().dividedBy(PRECISION_PARTS);
    return part.compareTo(MAX_PRECISION) < 0 ? part : MAX_PRECISION;
  }

  /**
   * Whether the address of a person with a session still belongs to their account. It stores
   * nothing, because the sign-in may be long ago.
   */
  public boolean isCurrent(Person person) {
    var account = person.account();
    if (account.isPresent() && account.get().equals(currentAccounts.getIfPresent(person.key()))) {
      return true;
    }
    boolean current =
        rows.find(List.of(person.key())).stream()
            .anyMatch(known -> account.isPresent() && PersonRows.account(known).equals(account));
    if (current) {
      account.ifPresent(same -> currentAccounts.put(person.key(), same));
    }
    return current;
  }

  /** Removes the cached checks of a person, after an admin's decision. */
  public void forget(String personKey) {
    recentlyStored.invalidate(personKey);
    currentAccounts.invalidate(personKey);
  }

  /** The person with this lower-case email, if they have ever signed in. */
  public Optional<Person> find(String personKey) {
    return Optional.ofNullable(find(List.of(personKey)).get(personKey));
  }

  /**
   * The people with these lower-case emails who have ever signed in. Their groups are those of the
   * last sign-in, and empty if it is older than {@code oidc-groups-max-age}.
   */
  public Map<String, Person> find(Collection<String> personKeys) {
    var oldest = clock.instant().minus(accounts.groupsMaxAge());
    return records(personKeys).stream()
        .map(known -> person(known, oldest))
        .collect(Collectors.toMap(Person::key, Function.identity()));
  }

  /** When the people with these lower-case emails last signed in, to the hour. */
  public Map<String, Instant> lastSeen(Collection<String> personKeys) {
    return records(personKeys).stream()
        .collect(Collectors.toMap(PersonRecord::key, PersonRecord::seenAt));
  }

  /** The directory's entry for a person; empty if they have never signed in. */
  public Optional<KnownPerson> entry(String personKey) {
    return records(List.of(personKey)).stream().map(PersonDirectory::entry).findFirst();
  }

  /** A part of all entries, ordered by lower-case email. */
  public List<KnownPerson> entries(int offset, int limit) {
    return rows.all(offset, limit).stream().map(PersonDirectory::entry).toList();
  }

  /** The number of all entries. */
  public long count() {
    return rows.count();
  }

  private static KnownPerson entry(PersonRecord known) {
    return new KnownPerson(person(known, Instant.MIN), known.firstSeenAt(), known.seenAt());
  }

  private List<PersonRecord> records(Collection<String> personKeys) {
    return personKeys.isEmpty() ? List.of() : rows.find(personKeys);
  }

  private static Person person(PersonRecord known, Instant oldest) {
    return new Person(
        known.email(),
        known.name(),
        known.seenAt().isBefore(oldest) ? List.of() : known.groups(),
        PersonRows.account(known).orElse(null));
  }

  /**
   * A digest of all data, including the account: otherwise another account would pass while the
   * digest is cached.
   */
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
    return person.name().length() <= MAX_NAME_LENGTH
        ? person.name()
        : person.name().substring(0, MAX_NAME_LENGTH);
  }
}
