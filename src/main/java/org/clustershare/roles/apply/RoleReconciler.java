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
import org.clustershare.kubernetes.error.ClusterBusyException;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.platform.memory.HeldMemory;
import org.clustershare.roles.observe.InSyncCache;
import org.clustershare.roles.observe.InSyncCache.Observation;
import org.clustershare.roles.observe.RoleReader;
import org.clustershare.roles.plan.DefaultRoles;
import org.clustershare.roles.plan.RolePlan;
import org.clustershare.roles.plan.RoleStep;
import org.clustershare.roles.settings.ReconcileMode;
import org.clustershare.roles.settings.RoleSettings;
import org.clustershare.roles.status.Condition;
import org.clustershare.roles.status.Conditions;
import org.clustershare.roles.status.ReconcileRows;
import org.clustershare.roles.status.ReconcileRows.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reconciles a cluster's roles with the default roles, and binds its owner once. For a cluster in
 * sync it writes nothing, neither to the cluster nor to the database.
 */
@ApplicationScoped
public class RoleReconciler {
  private static final Logger LOG = LoggerFactory.getLogger(RoleReconciler.class);

  /** The lists of a cluster in sync, so that such a cluster never waits for memory. */
  private static final int FREE_LISTS = 3;

  private final Clusters clusters;
  private final Bindings bindings;
  private final ClusterPrefixes prefixes;
  private final ReconcileRows rows;
  private final RoleSettings settings;
  private final RepairTrail trail;
  private final Clock clock;

  private final InSyncCache inSync = new InSyncCache();

  @Inject
  RoleReconciler(
      Clusters clusters,
      Bindings bindings,
      ClusterPrefixes prefixes,
      ReconcileRows rows,
      RoleSettings settings,
      RepairTrail trail,
      Clock clock) {
    this.clusters = clusters;
    this.bindings = bindings;
    this.prefixes = prefixes;
    this.rows = rows;
    this.settings = settings;
    this.trail = trail;
    this.clock = clock;
  }

  /**
   * Reads a cluster and computes its plan; changes nothing.
   *
   * @throws ClusterException when the cluster does not answer, or refuses
   */
  public RolePlan plan(Cluster cluster) {
    inSync.forget(cluster.id());
    try (var held = new HeldMemory()) {
      return plan(cluster, rows.find(cluster.id()), CallBudget.LONG, held);
    }
  }

  private RolePlan plan(Cluster cluster, State state, CallBudget budget, HeldMemory held) {
    var desired = DefaultRoles.of(settings);
    var names = prefixes.of(cluster.id());
    var api = clusters.api(cluster, held);
    var first = api.within(budget.firstCall());
    var reader = new RoleReader(first, api.within(budget.total()), desired);
    if (inSync.isSame(cluster.id(), observation(cluster, names, state, reader))) {
      return RolePlan.NOTHING;
    }
    var observed = reader.observed(state.boundOwner());
    var plan = RolePlan.of(desired, cluster.ownerEmail(), names, observed, state.binding());
    inSync.put(
        cluster.id(),
        observation(cluster, names, state, reader).filter(_ -> plan.equals(RolePlan.NOTHING)));
    return plan;
  }

  private static Optional<Observation> observation(
      Cluster cluster, UsernamePrefixes names, State state, RoleReader reader) {
    return reader
        .digest()
        .map(digest -> new Observation(cluster.ownerEmail(), names, state.boundOwner(), digest));
  }

  /**
   * Reads a cluster and executes its plan, unless the cluster's mode is to report only. A failure
   * of the cluster is part of the result and of the cluster's conditions.
   *
   * @param budget the time that the calls may take
   * @param by the email of the person who asked for it; empty for the timer
   */
  @MeasuredReconciliation
  public ReconcileResult reconcile(String clusterId, CallBudget budget, String by) {
    try (var held = new HeldMemory(FREE_LISTS)) {
      return reconcile(clusterId, budget, by, held);
    }
  }

  private ReconcileResult reconcile(
      String clusterId, CallBudget budget, String by, HeldMemory held) {
    if (!by.isEmpty()) {
      inSync.forget(clusterId);
    }
    var found = clusters.find(clusterId);
    if (found.isEmpty()) {
      return ReconcileResult.clusterRemoved();
    }
    var cluster = found.get();
    var state = rows.find(clusterId);
    var mode = mode(state);
    RolePlan plan;
    try {
      plan = plan(cluster, state, budget, held);
    } catch (ClusterException e) {
      storeFailure(clusterId, state, budget, e);
      return ReconcileResult.failed(mode, e);
    }
    var execution = execute(cluster, mode, plan, budget, new Request(by, held));
    execution.ifPresent(done -> store(cluster, state, done, by));
    store(
        clusterId,
        state,
        ConditionUpdate.afterReading(state.conditions(), plan, execution, clock.instant()));
    return new ReconcileResult(
        mode,
        plan,
        execution.map(PlanExecution::done).orElse(List.of()),
        execution.flatMap(PlanExecution::failure));
  }

  /** Who asked for a reconciliation, empty for the timer; and what holds its memory. */
  private record Request(String by, HeldMemory held) {}

  /** Executes a plan; empty if the mode is to report only. */
  private Optional<PlanExecution> execute(
      Cluster cluster, ReconcileMode mode, RolePlan plan, CallBudget budget, Request request) {
    if (mode == ReconcileMode.REPORT && !plan.isEmpty()) {
      trail.reported(cluster, plan, request.by());
      return Optional.empty();
    }
    return Optional.of(
        trail.around(
            cluster,
            plan,
            request.by(),
            () ->
                plan.isEmpty()
                    ? PlanExecution.NOTHING
                    : PlanExecution.run(
                        cluster.id(),
                        clusters.api(cluster, request.held()).within(budget.total()),
                        bindings,
                        plan)));
  }

  /**
   * Stores the failure in the conditions, if it says something about the cluster. A short budget
   * alone can be the cause of a missing answer, and a lack of memory is not the cluster's.
   */
  private void storeFailure(
      String clusterId, State before, CallBudget budget, ClusterException failure) {
    boolean isOurs = failure instanceof ClusterBusyException;
    if (!isOurs && (budget == CallBudget.LONG || failure instanceof ClusterRefusedException)) {
      store(
          clusterId,
          before,
          ConditionUpdate.afterFailure(before.conditions(), failure, clock.instant()));
    }
  }

  private void store(Cluster cluster, State before, PlanExecution execution, String by) {
    var clusterId = cluster.id();
    execution.done().stream()
        .filter(ConditionUpdate::concernsOwner)
        .reduce((_, last) -> last)
        .ifPresent(
            step -> {
              if (step instanceof RoleStep.BindOwner bind) {
                rows.setBoundOwner(cluster, bind);
                LOG.info("owner bound: cluster={}", clusterId);
              } else {
                rows.clearBoundOwner(cluster);
                LOG.info("owner unbound: cluster={}", clusterId);
              }
            });
    if (!execution.done().isEmpty()) {
      rows.addRepair(clusterId, by, execution.done());
    }
    if (!execution.refusals().isEmpty()
        && before.conditions().get(Condition.Type.ROLES_IN_SYNC).status()
            != Condition.Status.FALSE) {
      LOG.warn(
          "roles not repaired: cluster={} count={} first={}",
          clusterId,
          execution.refusals().size(),
          execution.refusals().getFirst().sentence());
    }
  }

  private void store(String clusterId, State before, Conditions conditions) {
    if (!conditions.equals(before.conditions())) {
      rows.setConditions(clusterId, conditions);
      LOG.info("conditions changed: cluster={} now={}", clusterId, summary(conditions));
    }
  }

  private static List<String> summary(Conditions conditions) {
    return conditions.all().stream()
        .map(c -> "%s=%s(%s)".formatted(c.type().key(), c.status().key(), c.reason()))
        .toList();
  }

  private ReconcileMode mode(State state) {
    return state.mode().orElse(settings.reconcileMode());
  }
}
