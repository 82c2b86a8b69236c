package org.clustershare.roles.apply;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.fleet.CallBudget;
import org.clustershare.fleet.ClusterTaskScheduler;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.roles.entity.RoleRepair;
import org.clustershare.roles.settings.ReconcileMode;
import org.clustershare.roles.settings.RoleSettings;
import org.clustershare.roles.status.Conditions;
import org.clustershare.roles.status.Drift;
import org.clustershare.roles.status.ReconcileRows;

/** Reconciliation for people: drift, conditions, repairs, the mode, and an immediate run. */
@ApplicationScoped
public class RoleReconciliation {
  private final ClusterTaskScheduler clusterTaskScheduler;
  private final RoleReconciler reconciler;
  private final ReconcileRows rows;
  private final RoleSettings settings;

  /**
   * The mode of a cluster.
   *
   * @param own whether it is set for this cluster, rather than for the installation
   */
  public record Mode(ReconcileMode mode, boolean own) {}

  @Inject
  RoleReconciliation(
      ClusterTaskScheduler clusterTaskScheduler,
      RoleReconciler reconciler,
      ReconcileRows rows,
      RoleSettings settings) {
    this.clusterTaskScheduler = clusterTaskScheduler;
    this.reconciler = reconciler;
    this.rows = rows;
    this.settings = settings;
  }

  /**
   * Reads the cluster and returns its drift; changes nothing.
   *
   * @throws ClusterException when the cluster does not answer, or refuses
   */
  public Drift drift(Cluster cluster) {
    return new Drift(mode(cluster).mode(), reconciler.plan(cluster), 0);
  }

  /**
   * Reconciles at once and returns the drift that it found. Repairs it unless the mode is to report
   * only.
   *
   * @throws ClusterException when the cluster does not answer, or refuses, before the first step
   */
  public Drift reconcile(Cluster cluster, String by) {
    var result = reconciler.reconcile(cluster.id(), CallBudget.LONG, by);
    if (result.failure().isEmpty()) {
      clusterTaskScheduler.endBackOff(cluster.id());
    }
    if (result.failure().isPresent() && result.done().isEmpty()) {
      throw result.failure().get();
    }
    return new Drift(result.mode(), result.plan(), result.done().size());
  }

  /** The conditions since the last reconciliation. */
  public Conditions conditions(Cluster cluster) {
    return rows.find(cluster.id()).conditions();
  }

  /** The last 50 repairs, newest first. */
  public List<RoleRepair> repairs(Cluster cluster) {
    return rows.repairs(cluster.id());
  }

  public Mode mode(Cluster cluster) {
    var own = rows.find(cluster.id()).mode();
    return new Mode(own.orElse(settings.reconcileMode()), own.isPresent());
  }

  /** Sets the cluster's mode; an empty one means the installation's. */
  public void setMode(Cluster cluster, Optional<ReconcileMode> mode) {
    rows.setMode(cluster.id(), mode);
  }
}
