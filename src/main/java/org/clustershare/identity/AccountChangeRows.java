package org.clustershare.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clustershare.identity.entity.AccountChange;
import org.clustershare.identity.entity.PersonRecord;
import org.clustershare.oidc.token.Account;
import org.clustershare.platform.crypto.RandomIds;

/** The database's side of changes of accounts: each method is a transaction, or part of one. */
@ApplicationScoped
public class AccountChangeRows {
  /** How many other accounts are kept for one address; the oldest makes room. */
  static final int MOST_OF_ONE = 10;

  /** How many an admin is shown. */
  static final int MOST_SHOWN = 200;

  private static final Duration NEWS = Duration.ofMinutes(1);
  private static final String OF_PERSON =
      "select c from AccountChange c where c.personKey = :key order by c.seenAt desc, c.id";

  @PersistenceContext private EntityManager database;

  /**
   * Keeps in mind that another account brought a person's address. The caller holds the lock on the
   * person's row.
   */
  @Transactional
  public void note(String personKey, Account account, String name, Instant now) {
    var known = of(personKey);
    var same =
        known.stream()
            .filter(change -> account.equals(new Account(change.issuer(), change.subject())))
            .findFirst();
    if (same.isPresent()) {
      if (same.get().seenAt().isBefore(now.minus(NEWS))) {
        same.get().seenAgain(name, now);
      }
      return;
    }
    known.stream().skip(MOST_OF_ONE - 1L).forEach(database::remove);
    database.persist(
        new AccountChange(
            RandomIds.id(), personKey, account.issuer(), account.subject(), name, now));
  }

  /** Forgets all changes of a person. */
  @Transactional
  public void forget(String personKey) {
    of(personKey).forEach(database::remove);
  }

  /**
   * A change with the person whose address it is about.
   *
   * @param change the other account
   * @param person as they were known until then
   */
  public record Pending(AccountChange change, PersonRecord person) {}

  /** Those that wait first, then those that were refused; each kind the latest first. */
  public List<Pending> all() {
    return database
        .createQuery(
            "select c, p from AccountChange c, PersonRecord p where p.key = c.personKey"
                + " order by case when c.refusedAt is null then 0 else 1 end, c.seenAt desc, c.id",
            Object[].class)
        .setMaxResults(MOST_SHOWN)
        .getResultStream()
        .map(AccountChangeRows::pending)
        .toList();
  }

  public Optional<Pending> find(String id) {
    return Optional.of(id).filter(RandomIds::isId).stream()
        .flatMap(
            known ->
                database
                    .createQuery(
                        "select c, p from AccountChange c, PersonRecord p"
                            + " where p.key = c.personKey and c.id = :id",
                        Object[].class)
                    .setParameter("id", known)
                    .getResultStream())
        .map(AccountChangeRows::pending)
        .findFirst();
  }

  /**
   * The address belongs to the other account from now on.
   *
   * @return whether the change was still there
   */
  @Transactional
  public boolean accept(String id) {
    return locked(id)
        .map(
            change -> {
              var person = database.find(PersonRecord.class, change.personKey());
              person.belongsTo(change.issuer(), change.subject());
              // The groups were the other account's.
              person.describe(person.email(), change.name(), List.of(), person.seenAt());
              forget(change.personKey());
              return true;
            })
        .orElse(false);
  }

  @Transactional
  public boolean refuse(String id, String by, Instant now) {
    return locked(id)
        .map(
            change -> {
              change.refuse(by, now);
              return true;
            })
        .orElse(false);
  }

  /** Locks the person's row first, as a sign-in does: of two decisions one comes first. */
  private Optional<AccountChange> locked(String id) {
    var personKey = find(id).map(pending -> pending.person().key());
    personKey.ifPresent(
        key -> database.find(PersonRecord.class, key, LockModeType.PESSIMISTIC_WRITE));
    return personKey.flatMap(
        key -> of(key).stream().filter(change -> change.id().equals(id)).findFirst());
  }

  private List<AccountChange> of(String personKey) {
    return database
        .createQuery(OF_PERSON, AccountChange.class)
        .setParameter("key", personKey)
        .getResultList();
  }

  private static Pending pending(Object[] row) {
    return new Pending((AccountChange) row[0], (PersonRecord) row[1]);
  }
}
