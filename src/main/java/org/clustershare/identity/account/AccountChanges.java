package org.clustershare.identity.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.clustershare.identity.AccountChangeRows;
import org.clustershare.identity.AccountChangeRows.Pending;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.oidc.token.Person;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decisions about addresses that another account presented. The caller checks the permission to
 * decide.
 */
@ApplicationScoped
public class AccountChanges {
  private static final Logger LOG = LoggerFactory.getLogger(AccountChanges.class);

  private final AccountChangeRows rows;
  private final PersonDirectory personDirectory;
  private final Clock clock;

  @Inject
  AccountChanges(AccountChangeRows rows, PersonDirectory personDirectory, Clock clock) {
    this.rows = rows;
    this.personDirectory = personDirectory;
    this.clock = clock;
  }

  /** The pending changes, then the refused ones; at most 200. */
  public List<Pending> all() {
    return rows.all();
  }

  public Optional<Pending> find(String id) {
    return rows.find(id);
  }

  /**
   * Gives the address to the other account. Other instances apply it within a minute.
   *
   * @return whether the change still existed
   */
  public boolean accept(Pending pending, Person by) {
    boolean accepted = rows.accept(pending.change().id());
    personDirectory.forget(pending.person().key());
    if (accepted) {
      LOG.warn("account changed: person={} by={}", Person.id(pending.person().key()), by.id());
    }
    return accepted;
  }

  /**
   * Leaves the address with its present account; the other account stays refused.
   *
   * @return whether the change still existed
   */
  public boolean refuse(Pending pending, Person by) {
    boolean refused = rows.refuse(pending.change().id(), by.email(), clock.instant());
    if (refused) {
      LOG.info(
          "account change refused: person={} by={}", Person.id(pending.person().key()), by.id());
    }
    return refused;
  }
}
