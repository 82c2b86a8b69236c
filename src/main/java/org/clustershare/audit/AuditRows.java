package org.clustershare.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.clustershare.audit.RequestOrigin.Actor;
import org.clustershare.audit.RequestOrigin.Facts;
import org.clustershare.audit.entity.AuditRecord;
import org.clustershare.audit.key.AuditKey;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.text.EmailAddress;
import org.clustershare.platform.text.PlainText;

/** The one writer of the audit trail. */
@ApplicationScoped
public class AuditRows {
  private static final int MAX_EMAIL = 320;
  private static final int MAX_ID = 100;
  private static final int MAX_NAME = 400;
  private static final int MAX_ADDRESS = 64;
  private static final int MAX_HEADER = 200;

  @PersistenceContext private EntityManager database;
  private final RequestOrigin origin;
  private final AuditKey key;
  private final Clock clock;
  private final RecordBudget budget;

  @Inject
  AuditRows(RequestOrigin origin, AuditKey key, Clock clock, RecordBudget budget) {
    this.budget = budget;
    this.origin = origin;
    this.key = key;
    this.clock = clock;
  }

  /**
   * Adds a record to the caller's transaction. If the record cannot be written, the transaction
   * does not commit.
   *
   * @return the record's id; empty text if it is one of too many, see {@link RecordBudget}
   */
  @Transactional(TxType.MANDATORY)
  public String append(AuditEvent event) {
    return insert(event);
  }

  /** Adds a record in a transaction of its own, for actions that change no row. */
  @Transactional(TxType.REQUIRES_NEW)
  public String record(AuditEvent event) {
    return insert(event);
  }

  /** Adds a record for each count of actions that were left out; once a minute. */
  @Transactional(TxType.REQUIRES_NEW)
  public void recordLeftOut() {
    var counts = budget.leftOut();
    // If a record cannot be written, all counts stay for the next minute.
    counts.forEach((event, count) -> store(event.with("leftOut", count)));
    budget.written(counts);
  }

  private String insert(AuditEvent event) {
    // Looked up only if needed: the lookup of a new person writes a record itself.
    var actor =
        event
            .actor()
            .orElseGet(() -> RequestOrigin.inRequest(origin, RequestOrigin::actor, Actor.SYSTEM));
    var facts = RequestOrigin.inRequest(origin, RequestOrigin::facts, Facts.NONE);
    return budget.admits(event.by(actor), facts.address(), clock.instant())
        ? store(event.by(actor))
        : "";
  }

  private String store(AuditEvent event) {
    var actor = event.actor().orElse(Actor.SYSTEM);
    var details =
        actor.issuer().isEmpty() ? event : event.with(RecordDetails.ISSUER, actor.issuer());
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var row =
        new AuditRecord(
            RecordIds.next(now),
            now,
            new AuditRecord.Content(
                event.action().key(),
                event.result().name(),
                line(EmailAddress.key(event.subject()), MAX_EMAIL),
                event.intentId(),
                RecordDetails.json(details.details())),
            row(actor),
            target(event.target()),
            origin(RequestOrigin.inRequest(origin, RequestOrigin::facts, Facts.NONE)));
    row.stamp(key.codes().stamp(row));
    database.persist(row);
    // Here, not at the commit: the caller's change fails where it is made.
    database.flush();
    return row.id();
  }

  private static AuditRecord.Actor row(Actor actor) {
    return new AuditRecord.Actor(
        actor.kind().name(),
        line(actor.email(), MAX_EMAIL),
        line(EmailAddress.key(actor.email()), MAX_EMAIL));
  }

  private static AuditRecord.Target target(AuditEvent.Target target) {
    return new AuditRecord.Target(
        id(target.projectId()),
        id(target.clusterId()),
        line(target.objectId(), MAX_ID),
        line(target.objectName(), MAX_NAME));
  }

  /** Other texts than ids are client input that names nothing. */
  private static String id(String text) {
    return Optional.of(text).filter(RandomIds::isId).orElse("");
  }

  private static AuditRecord.Origin origin(Facts facts) {
    return new AuditRecord.Origin(
        line(facts.address(), MAX_ADDRESS),
        line(facts.forwardedFor(), MAX_HEADER),
        line(facts.userAgent(), MAX_HEADER),
        line(facts.requestId(), MAX_ADDRESS));
  }

  static String line(String text, int maxLength) {
    return PlainText.visible(text.length() <= maxLength ? text : text.substring(0, maxLength));
  }
}
