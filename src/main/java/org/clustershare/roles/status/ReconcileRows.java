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

/** What is kept of looking after clusters' roles: each method is a transaction of its own. */
@ApplicationScoped
public class ReconcileRows {
  /** How many repairs of a cluster are kept. */
  static final int MAX_REPAIRS = 50;

  /** How many steps of a repair are kept; a new cluster of 10,000 namespaces has 30,000. */
  static final int MAX_STEPS = 100;

  /** How long the text of the steps is at most, in characters. */
  static final int MAX_STEPS_LENGTH = 256 << 10;

  private static final String NEWEST_FIRST = " order by r.madeAt desc, r.id";

  @PersistenceContext private EntityManager database;
  @Inject private Clock clock;

  /**
   * What is kept of a cluster.
   *
   * @param mode empty where the installation's counts
   * @param boundOwner empty as long as no owner was bound
   * @param binding the owner's binding as it was made; empty as long as no owner was bound
   */
  public record State(
      Optional<ReconcileMode> mode,
      String boundOwner,
      Optional<BoundOwner> binding,
      Conditions conditions) {}

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

  /** Keeps that the owner is never to be bound: their access was ended. */
  @Transactional
  public void excludeOwner(String clusterId, String email) {
    rowOrNew(clusterId).ownerNotToBind(email);
  }

  @Transactional
  public void clearBoundOwner(String clusterId) {
    rowOrNew(clusterId).ownerUnbound();
  }

  @Transactional
  public void setConditions(String clusterId, Conditions conditions) {
    rowOrNew(clusterId).conditions(conditions.toJson());
  }

  /** Keeps what was done, and forgets what is older than the last 50 times. */
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
            // Nothing that an earlier version kept of bodies without end is read.
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
