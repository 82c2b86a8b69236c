package org.clustershare.roles.status;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.clustershare.roles.entity.ClusterReconcile;
import org.clustershare.roles.entity.RoleRepair;
import org.clustershare.roles.plan.BoundOwner;
import org.clustershare.roles.plan.RoleStep;
import org.clustershare.roles.settings.ReconcileMode;

/** Access to the tables of reconciliation; each changing method is its own transaction. */
@ApplicationScoped
public class ReconcileRows {
  /** The number of repairs that are kept for each cluster. */
  static final int MAX_REPAIRS = 50;

  /** The number of steps that are kept of a repair; a cluster of 10,000 namespaces has 30,000. */
  static final int MAX_STEPS = 100;

  /** The limit of the JSON of the steps, in characters. */
  static final int MAX_STEPS_LENGTH = 256 << 10;

  private static final String NEWEST_FIRST = " order by r.madeAt desc, r.id";

  @PersistenceContext private EntityManager database;
  private final Clock clock;

  /**
   * The stored state of a cluster.
   *
   * @param mode empty for the mode of the installation
   * @param boundOwner the email of the bound owner; empty if none was bound yet
   * @param binding the owner's binding as it was made; empty if none was bound yet
   */
  public record State(
      Optional<ReconcileMode> mode,
      String boundOwner,
      Optional<BoundOwner> binding,
      Conditions conditions) {}

  @Inject
  ReconcileRows(Clock clock) {
    this.clock = clock;
  }

  public State find(String clusterId) {
    var now = clock.instant();
    return row(clusterId)
        .map(
            row ->
                new State(
                    row.mode().map(ReconcileMode::valueOf),
                    row.boundOwner().orElse(""),
                    row.boundUsername().map(name -> new BoundOwner(row.boundRole(), name)),
                    row.conditions()
                        .map(text -> Conditions.of(text, now))
                        .orElseGet(() -> Conditions.unknown(now))))
        .orElseGet(
            () -> new State(Optional.empty(), "", Optional.empty(), Conditions.unknown(now)));
  }

  @Transactional
  public void setMode(String clusterId, Optional<ReconcileMode> mode) {
    rowOrNew(clusterId).mode(mode.map(ReconcileMode::name));
  }

  @Transactional
  public void setBoundOwner(String clusterId, RoleStep.BindOwner made) {
    rowOrNew(clusterId).boundOwner(made.email(), made.role(), made.subject().name());
  }

  /** Excludes an owner from being bound, because their access was ended. */
  @Transactional
  public void excludeOwner(String clusterId, String email) {
    rowOrNew(clusterId).excludeOwner(email);
  }

  @Transactional
  public void clearBoundOwner(String clusterId) {
    rowOrNew(clusterId).clearBoundOwner();
  }

  @Transactional
  public void setConditions(String clusterId, Conditions conditions) {
    rowOrNew(clusterId).conditions(conditions.toJson());
  }

  /** Adds a repair, and deletes all but the newest {@link #MAX_REPAIRS}. */
  @Transactional
  public void addRepair(String clusterId, String by, List<RoleStep> done) {
    database.persist(
        new RoleRepair(
            UUID.randomUUID().toString(),
            clusterId,
            clock.instant(),
            by,
            done.size(),
            PlanJson.text(done, MAX_STEPS, MAX_STEPS_LENGTH)));
    database.flush();
    var older =
        database
            .createQuery(
                "select r.id from RoleRepair r where r.clusterId = :cluster" + NEWEST_FIRST,
                String.class)
            .setParameter("cluster", clusterId)
            .setFirstResult(MAX_REPAIRS)
            .getResultList();
    if (!older.isEmpty()) {
      database
          .createQuery("delete from RoleRepair r where r.id in :older")
          .setParameter("older", older)
          .executeUpdate();
    }
  }

  /** The last repairs, newest first. */
  public List<RoleRepair> repairs(String clusterId) {
    return database
        .createQuery(
            // Rows of earlier versions can have bodies of any length: they are not read.
            "select r from RoleRepair r where r.clusterId = :cluster and length(r.steps) <= :longest"
                + NEWEST_FIRST,
            RoleRepair.class)
        .setParameter("cluster", clusterId)
        .setParameter("longest", MAX_STEPS_LENGTH)
        .setMaxResults(MAX_REPAIRS)
        .getResultList();
  }

  private Optional<ClusterReconcile> row(String clusterId) {
    return Optional.ofNullable(database.find(ClusterReconcile.class, clusterId));
  }

  private ClusterReconcile rowOrNew(String clusterId) {
    return row(clusterId)
        .orElseGet(
            () -> {
              var row = new ClusterReconcile(clusterId);
              database.persist(row);
              return row;
            });
  }
}
