package org.clustershare.roles.apply;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.fleet.CallBudget;
import org.clustershare.fleet.ReconcileScheduler;
import org.clustershare.kubernetes.connection.CallListener;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.roles.entity.RoleRepair;
import org.clustershare.roles.settings.ReconcileMode;
import org.clustershare.roles.settings.RoleSettings;
import org.clustershare.roles.status.Conditions;
import org.clustershare.roles.status.Drift;
import org.clustershare.roles.status.ReconcileRows;

/** What people see of reconciling, and what they can wish for. */
@ApplicationScoped
public class RoleReconciliation {
  @Inject private ReconcileScheduler reconcileScheduler;
  @Inject private RoleReconciler reconciler;
  @Inject private ReconcileRows rows;
  @Inject private RoleSettings settings;

  /**
   * Whether drift is repaired.
   *
   * @param own whether the cluster has a mode of its own
   */
  public record Mode(ReconcileMode mode, boolean own) {}

  /**
   * What differs just now; changes nothing.
   *
   * @throws ClusterException when the cluster does not answer, or refuses
   */
  public Drift drift(Cluster cluster) {
    return new Drift(mode(cluster).mode(), reconciler.plan(cluster), 0);
  }

  /**
   * Looks at once and, unless the mode is to report only, repairs. Tells what differed.
   *
   * @throws ClusterException when the cluster does not answer, or refuses, before anything was done
   */
  public Drift now(Cluster cluster, String by) {
    var reconcileResult =
        reconciler.reconcile(cluster.id(), CallBudget.LONG, CallListener.NONE, by);
    if (reconcileResult.failure().isEmpty()) {
      reconcileScheduler.endBackOff(cluster.id());
    }
    if (reconcileResult.failure().isPresent() && reconcileResult.done().isEmpty()) {
      throw reconcileResult.failure().get();
    }
    return new Drift(reconcileResult.mode(), reconcileResult.plan(), reconcileResult.done().size());
  }

  /** What is known since the last look. */
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

  /** Sets the cluster's own mode; empty for the installation's. */
  public void setMode(Cluster cluster, Optional<ReconcileMode> mode) {
    rows.mode(cluster.id(), mode);
  }
}
