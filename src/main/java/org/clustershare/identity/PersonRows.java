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
import org.clustershare.identity.entity.PersonRecord;
import org.clustershare.oidc.token.Account;
import org.clustershare.oidc.token.Person;

/** The database's side of people: each method is a transaction of its own. */
@ApplicationScoped
class PersonRows {
  @PersistenceContext private EntityManager database;
  @Inject private AccountChangeRows changes;

  /** Whose account a token is of. */
  enum Sight {
    /** The one that the address belongs to. */
    SAME_ACCOUNT,
    /** Another one, to which the address belongs from now on. */
    ACCEPTED_ACCOUNT,
    /** Another one; an admin has to decide. */
    OTHER_ACCOUNT
  }

  /**
   * Keeps how the issuer describes a person, if it is the account that the address belongs to. The
   * first account that brings an address gets it. The row is locked: of two accounts that come at
   * once, on whatever instance, one comes first.
   *
   * @param acceptsChange whether another account takes the address over
   * @param stale before when a sight is too long ago to stand for this one
   */
  @Transactional
  Sight see(Person person, String name, Instant now, boolean acceptsChange, Instant stale) {
    var known = database.find(PersonRecord.class, person.key(), LockModeType.PESSIMISTIC_WRITE);
    if (known == null) {
      var first = new PersonRecord(person.key(), person.email(), name, person.groups(), now);
      person.account().ifPresent(account -> first.belongsTo(account.issuer(), account.subject()));
      database.persist(first);
      database.flush();
      return Sight.SAME_ACCOUNT;
    }
    var owner = account(known);
    var sight = sight(owner, person.account(), acceptsChange);
    if (sight == Sight.OTHER_ACCOUNT) {
      person.account().ifPresent(other -> changes.note(person.key(), other, name, now));
      return sight;
    }
    if (!owner.equals(person.account())) {
      person.account().ifPresent(account -> known.belongsTo(account.issuer(), account.subject()));
      changes.forget(person.key());
    }
    if (!known.isDescribedAs(person.email(), name, person.groups())
        || known.seenAt().isBefore(stale)) {
      known.describe(person.email(), name, person.groups(), now);
    }
    return sight;
  }

  /** Fails closed: a person who brings no account is not the one that an address belongs to. */
  static Sight sight(Optional<Account> owner, Optional<Account> account, boolean acceptsChange) {
    if (owner.isEmpty() || owner.equals(account)) {
      return Sight.SAME_ACCOUNT;
    }
    return acceptsChange && account.isPresent() ? Sight.ACCEPTED_ACCOUNT : Sight.OTHER_ACCOUNT;
  }

  static Optional<Account> account(PersonRecord known) {
    return known
        .issuer()
        .flatMap(issuer -> known.subject().map(subject -> new Account(issuer, subject)));
  }

  List<PersonRecord> find(Collection<String> keys) {
    return database
        .createQuery("select p from PersonRecord p where p.key in :keys", PersonRecord.class)
        .setParameter("keys", keys)
        .getResultList();
  }
}
