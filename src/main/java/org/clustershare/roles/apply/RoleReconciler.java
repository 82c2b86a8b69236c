package org.clustershare.roles.apply;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.clustershare.bindings.Bindings;
import org.clustershare.bindings.prefix.ClusterPrefixes;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.fleet.CallBudget;
import org.clustershare.kubernetes.connection.CallListener;
import org.clustershare.kubernetes.error.ClusterBusyException;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.platform.memory.HeldMemory;
import org.clustershare.roles.observe.InSyncCache;
import org.clustershare.roles.observe.InSyncCache.Look;
import org.clustershare.roles.observe.RoleReader;
import org.clustershare.roles.plan.DefaultRoles;
import org.clustershare.roles.plan.RolePlan;
import org.clustershare.roles.plan.RoleStep;
import org.clustershare.roles.settings.ReconcileMode;
import org.clustershare.roles.settings.RoleSettings;
import org.clustershare.roles.status.Condition;
import org.clustershare.roles.status.Conditions;
import org.clustershare.roles.status.ReconcileRows;
import org.clustershare.roles.status.ReconcileRows.Kept;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a cluster's default roles to what they should be, and binds its owner once. Looking at a
 * cluster in which all is well writes nothing, neither there nor here.
 */
@ApplicationScoped
public class RoleReconciler {
  private static final Logger LOG = LoggerFactory.getLogger(RoleReconciler.class);

  @Inject private Clusters clusters;
  @Inject private Bindings bindings;
  @Inject private ClusterPrefixes names;
  @Inject private ReconcileRows rows;
  @Inject private RoleSettings settings;
  @Inject private Clock clock;

  private final InSyncCache inSync = new InSyncCache();

  /**
   * Looks at a cluster and changes nothing.
   *
   * @throws ClusterException when the cluster does not answer, or refuses
   */
  public RolePlan plan(Cluster cluster) {
    inSync.forget(cluster.id());
    try (var held = new HeldMemory()) {
      return plan(cluster, rows.find(cluster.id()), CallBudget.LONG, CallListener.NONE, held);
    }
  }

  private RolePlan plan(
      Cluster cluster, Kept kept, CallBudget budget, CallListener callListener, HeldMemory held) {
    var desired = DefaultRoles.of(settings);
    var prefixes = names.of(cluster.id());
    var api = clusters.api(cluster, held);
    var first = api.within(budget.firstCall()).listeningTo(callListener);
    var reader = new RoleReader(first, api.within(budget.total()), desired);
    if (inSync.isSame(cluster.id(), look(cluster, prefixes, kept, reader))) {
      return RolePlan.NOTHING;
    }
    var observed = reader.observed(kept.boundOwner());
    var plan = RolePlan.of(desired, cluster.ownerEmail(), prefixes, observed, kept.binding());
    inSync.note(
        cluster.id(),
        look(cluster, prefixes, kept, reader).filter(same -> plan.equals(RolePlan.NOTHING)));
    return plan;
  }

  private static Optional<Look> look(
      Cluster cluster, UsernamePrefixes prefixes, Kept kept, RoleReader reader) {
    return reader
        .digest()
        .map(digest -> new Look(cluster.ownerEmail(), prefixes, kept.boundOwner(), digest));
  }

  /**
   * Looks at a cluster and puts right what is not as it should be, unless its mode is to report
   * only. What went wrong between us and the cluster is in the result and in its conditions.
   *
   * @param budget the time that the calls may take
   * @param callListener notified of the first call, in which a cluster that hangs does so
   * @param by whose wish it is: an email; empty for the timer
   */
  public ReconcileResult reconcile(
      String clusterId, CallBudget budget, CallListener callListener, String by) {
    try (var held = new HeldMemory()) {
      return reconcile(clusterId, budget, callListener, by, held);
    }
  }

  private ReconcileResult reconcile(
      String clusterId, CallBudget budget, CallListener callListener, String by, HeldMemory held) {
    if (!by.isEmpty()) {
      inSync.forget(clusterId);
    }
    var found = clusters.find(clusterId);
    if (found.isEmpty()) {
      return ReconcileResult.gone();
    }
    var cluster = found.get();
    var kept = rows.find(clusterId);
    var mode = mode(kept);
    RolePlan plan;
    try {
      plan = plan(cluster, kept, budget, callListener, held);
    } catch (ClusterException e) {
      // Who was given little time may only need more: that is no finding, nor is what we lack.
      boolean ours = e instanceof ClusterBusyException;
      if (!ours && (budget == CallBudget.LONG || e instanceof ClusterRefusedException)) {
        keep(clusterId, kept, ConditionUpdate.unread(kept.conditions(), e, clock.instant()));
      }
      return ReconcileResult.unread(mode, e);
    }
    if (mode == ReconcileMode.REPORT || plan.isEmpty()) {
      var repair =
          plan.isEmpty() ? Optional.of(nothingToRepair()) : Optional.<PlanExecution>empty();
      keep(clusterId, kept, ConditionUpdate.read(kept.conditions(), plan, repair, clock.instant()));
      return new ReconcileResult(mode, plan, List.of(), Optional.empty());
    }
    var planExecution =
        PlanExecution.of(
            clusterId, clusters.api(cluster, held).within(budget.total()), bindings, plan);
    keep(clusterId, kept, planExecution, by);
    keep(
        clusterId,
        kept,
        ConditionUpdate.read(kept.conditions(), plan, Optional.of(planExecution), clock.instant()));
    return new ReconcileResult(mode, plan, planExecution.done(), planExecution.broke());
  }

  private static PlanExecution nothingToRepair() {
    return new PlanExecution(List.of(), List.of(), Optional.empty());
  }

  private void keep(String clusterId, Kept before, PlanExecution planExecution, String by) {
    planExecution.done().stream()
        .filter(ConditionUpdate::isOwners)
        .reduce((first, last) -> last)
        .ifPresent(
            step -> {
              if (step instanceof RoleStep.BindOwner bind) {
                rows.ownerBound(clusterId, bind);
                LOG.info("owner bound: cluster={}", clusterId);
              } else {
                rows.ownerUnbound(clusterId);
                LOG.info("owner unbound: cluster={}", clusterId);
              }
            });
    if (!planExecution.done().isEmpty()) {
      rows.repaired(clusterId, by, planExecution.done());
    }
    if (!planExecution.refused().isEmpty()
        && before.conditions().get(Condition.Type.ROLES_IN_SYNC).status()
            != Condition.Status.FALSE) {
      LOG.warn(
          "roles not repaired: cluster={} count={} first={}",
          clusterId,
          planExecution.refused().size(),
          planExecution.refused().get(0).sentence());
    }
  }

  private void keep(String clusterId, Kept before, Conditions conditions) {
    if (!conditions.equals(before.conditions())) {
      rows.conditions(clusterId, conditions);
      LOG.info("conditions changed: cluster={} now={}", clusterId, summary(conditions));
    }
  }

  private static List<String> summary(Conditions conditions) {
    return conditions.all().stream()
        .map(c -> "%s=%s(%s)".formatted(c.type().key(), c.status().key(), c.reason()))
        .toList();
  }

  private ReconcileMode mode(Kept kept) {
    return kept.mode().orElse(settings.reconcileMode());
  }
}
