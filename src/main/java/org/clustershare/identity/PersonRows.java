package org.clustershare.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditEvent;
import org.clustershare.audit.AuditRows;
import org.clustershare.identity.entity.PersonRecord;
import org.clustershare.oidc.token.Account;
import org.clustershare.oidc.token.Person;

/** Database access for people; each method is a transaction of its own. */
@ApplicationScoped
class PersonRows {
  @PersistenceContext private EntityManager database;
  private final AccountChangeRows changes;
  private final AuditRows audit;

  /** Result of comparing the account of a token with the account that owns the address. */
  enum AccountMatch {
    /** The account that owns the address. */
    SAME_ACCOUNT,
    /** Another account, which takes the address over. */
    ACCEPTED_ACCOUNT,
    /** Another account; an admin has to decide. */
    OTHER_ACCOUNT
  }

  @Inject
  PersonRows(AccountChangeRows changes, AuditRows audit) {
    this.changes = changes;
    this.audit = audit;
  }

  /**
   * Stores the issuer's description of a person, if their account owns the address. The first
   * account with an address becomes its owner. The row is locked, so that concurrent accounts are
   * handled one after another, also across instances.
   *
   * @param acceptsChange whether another account may take the address over
   * @param stale a last sign-in before this time is updated
   */
  @Transactional
  AccountMatch store(
      Person person, String name, Instant now, boolean acceptsChange, Instant stale) {
    var known = database.find(PersonRecord.class, person.key(), LockModeType.PESSIMISTIC_WRITE);
    if (known == null) {
      var first = new PersonRecord(person.key(), person.email(), name, person.groups(), now);
      person.account().ifPresent(account -> first.assignTo(account.issuer(), account.subject()));
      database.persist(first);
      database.flush();
      audit.append(event(AuditAction.PERSON_ADD, person));
      return AccountMatch.SAME_ACCOUNT;
    }
    var owner = account(known);
    var accountMatch = match(owner, person.account(), acceptsChange);
    if (accountMatch == AccountMatch.OTHER_ACCOUNT) {
      person.account().ifPresent(other -> changes.store(person.key(), other, name, now));
      return accountMatch;
    }
    if (!owner.equals(person.account())) {
      person.account().ifPresent(account -> known.assignTo(account.issuer(), account.subject()));
      changes.deleteAllOf(person.key());
    }
    if (accountMatch == AccountMatch.ACCEPTED_ACCOUNT) {
      audit.append(event(AuditAction.ACCOUNT_CHANGE, person).with("reason", "setting"));
    }
    boolean changed = !known.matches(person.email(), name, person.groups());
    if (changed) {
      audit.append(
          event(AuditAction.PERSON_CHANGE, person)
              .with("groups", !known.groups().equals(person.groups()))
              .with("name", !known.name().equals(name)));
    }
    if (changed || known.seenAt().isBefore(stale)) {
      known.update(person.email(), name, person.groups(), now);
    }
    return accountMatch;
  }

  /** The person's token is accepted only afterwards, so the request has no person yet. */
  private static AuditEvent event(AuditAction action, Person person) {
    return AuditEvent.of(action).by(person.email()).about(person.email());
  }

  /**
   * Compares accounts. Fails closed: a person without an account does not own an address that has
   * an owner.
   */
  static AccountMatch match(
      Optional<Account> owner, Optional<Account> account, boolean acceptsChange) {
    if (owner.isEmpty() || owner.equals(account)) {
      return AccountMatch.SAME_ACCOUNT;
    }
    return acceptsChange && account.isPresent()
        ? AccountMatch.ACCEPTED_ACCOUNT
        : AccountMatch.OTHER_ACCOUNT;
  }

  static Optional<Account> account(PersonRecord known) {
    return known
        .issuer()
        .flatMap(issuer -> known.subject().map(subject -> new Account(issuer, subject)));
  }

  /** A part of all people, by their lower-case emails. */
  List<PersonRecord> all(int offset, int limit) {
    return database
        .createQuery("select p from PersonRecord p order by p.key", PersonRecord.class)
        .setFirstResult(offset)
        .setMaxResults(limit)
        .getResultList();
  }

  long count() {
    return database
        .createQuery("select count(p) from PersonRecord p", Long.class)
        .getSingleResult();
  }

  List<PersonRecord> find(Collection<String> keys) {
    return database
        .createQuery("select p from PersonRecord p where p.key in :keys", PersonRecord.class)
        .setParameter("keys", keys)
        .getResultList();
  }
}
