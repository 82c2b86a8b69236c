package org.clustershare.roles.apply;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.clustershare.fleet.CallBudget;
import org.clustershare.fleet.ClusterTask;
import org.clustershare.fleet.TaskResult;
import org.clustershare.roles.settings.RoleSettings;

/** The fleet's task that reconciles the roles of each cluster every {@code reconcile-interval}. */
@ApplicationScoped
public class RoleReconcileTask implements ClusterTask {
  private final RoleReconciler reconciler;
  private final RoleSettings settings;

  @Inject
  RoleReconcileTask(RoleReconciler reconciler, RoleSettings settings) {
    this.reconciler = reconciler;
    this.settings = settings;
  }

  @Override
  public Duration interval() {
    return settings.reconcileInterval();
  }

  @Override
  public TaskResult run(String clusterId, CallBudget budget) {
    return reconciler.reconcile(clusterId, budget, "").taskResult();
  }
}
