package org.clustershare.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditEvent;
import org.clustershare.audit.AuditResult;
import org.clustershare.audit.AuditRows;
import org.clustershare.identity.entity.AccountChange;
import org.clustershare.identity.entity.PersonRecord;
import org.clustershare.oidc.token.Account;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.database.Unaudited;

/** Database access for changes of accounts; each method is a transaction or part of one. */
@ApplicationScoped
public class AccountChangeRows {
  /** Limit of other accounts for one address; the oldest ones are deleted. */
  static final int MAX_PER_PERSON = 10;

  /** Limit of the changes that an admin sees. */
  static final int MAX_LISTED = 200;

  private static final Duration MIN_UPDATE_INTERVAL = Duration.ofMinutes(1);
  private static final String OF_PERSON =
      "select c from AccountChange c where c.personKey = :key order by c.seenAt desc, c.id";

  @PersistenceContext private EntityManager database;
  private final AuditRows audit;

  @Inject
  AccountChangeRows(AuditRows audit) {
    this.audit = audit;
  }

  /**
   * Stores that another account presented a person's address. The caller holds the lock on the
   * person's row.
   */
  @Transactional
  public void store(String personKey, Account account, String name, Instant now) {
    var known = of(personKey);
    var same =
        known.stream()
            .filter(change -> account.equals(new Account(change.issuer(), change.subject())))
            .findFirst();
    if (same.isPresent()) {
      if (same.get().seenAt().isBefore(now.minus(MIN_UPDATE_INTERVAL))) {
        same.get().update(name, now);
      }
      return;
    }
    known.stream().skip(MAX_PER_PERSON - 1L).forEach(database::remove);
    database.persist(
        new AccountChange(
            RandomIds.id(), personKey, account.issuer(), account.subject(), name, now));
    audit.append(event(AuditAction.ACCOUNT_CLAIM, personKey).by(personKey).as(AuditResult.REFUSED));
  }

  private static AuditEvent event(AuditAction action, String personKey) {
    return AuditEvent.of(action).about(personKey);
  }

  /** Deletes all changes of a person. */
  @Transactional
  @Unaudited("Part of a transaction that records the account.")
  public void deleteAllOf(String personKey) {
    of(personKey).forEach(database::remove);
  }

  /**
   * A change with the person whose address it concerns.
   *
   * @param change the other account
   * @param person the present owner of the address
   */
  public record Pending(AccountChange change, PersonRecord person) {}

  /** The pending changes, then the refused ones; each group with the latest first. */
  public List<Pending> all() {
    return database
        .createQuery(
            "select c, p from AccountChange c, PersonRecord p where p.key = c.personKey"
                + " order by case when c.refusedAt is null then 0 else 1 end, c.seenAt desc, c.id",
            Object[].class)
        .setMaxResults(MAX_LISTED)
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
   * Gives the address to the other account.
   *
   * @return whether the change still existed
   */
  @Transactional
  public boolean accept(String id) {
    return lock(id)
        .map(
            change -> {
              var person = database.find(PersonRecord.class, change.personKey());
              person.assignTo(change.issuer(), change.subject());
              // The groups belonged to the former account.
              person.update(person.email(), change.name(), List.of(), person.seenAt());
              deleteAllOf(change.personKey());
              audit.append(
                  event(AuditAction.ACCOUNT_CHANGE, change.personKey()).with("reason", "admin"));
              return true;
            })
        .orElse(false);
  }

  @Transactional
  public boolean refuse(String id, String by, Instant now) {
    return lock(id)
        .map(
            change -> {
              change.refuse(by, now);
              audit.append(event(AuditAction.ACCOUNT_REFUSE, change.personKey()));
              return true;
            })
        .orElse(false);
  }

  /**
   * Locks the person's row, as a sign-in does, so that concurrent decisions are handled one after
   * another.
   */
  private Optional<AccountChange> lock(String id) {
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
