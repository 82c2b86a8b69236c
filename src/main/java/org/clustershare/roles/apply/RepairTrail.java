package org.clustershare.roles.apply;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.clustershare.audit.AuditAction;
import org.clustershare.audit.AuditEvent;
import org.clustershare.audit.AuditResult;
import org.clustershare.audit.AuditTrail;
import org.clustershare.audit.AuditTrail.Intent;
import org.clustershare.cluster.ClusterRows;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.roles.plan.RolePlan;
import org.clustershare.roles.plan.RoleStep;

/**
 * Records of repairs. The timer writes none for a cluster in sync. If a cluster refuses a repair,
 * the timer repeats the attempt at each interval; this class records only the first of equal
 * attempts, until one has another result.
 */
@ApplicationScoped
class RepairTrail {
  private static final int MAX_CLUSTERS = 100_000;
  private static final int MAX_STEPS = 20;

  private final AuditTrail trail;

  /** The digest of the last plan of which a cluster accepted no step. */
  private final Cache<String, String> fruitless =
      Caffeine.newBuilder().maximumSize(MAX_CLUSTERS).build();

  @Inject
  RepairTrail(AuditTrail trail) {
    this.trail = trail;
  }

  /** Records that a person asked for a repair and the mode is to report only. */
  void reported(Cluster cluster, RolePlan plan, String by) {
    if (!by.isEmpty()) {
      trail.record(event(cluster, plan).with("mode", "report"));
    }
  }

  /**
   * Executes a plan between its two records.
   *
   * @param by the email of the person who asked for it; empty for the timer
   */
  PlanExecution around(
      Cluster cluster, RolePlan plan, String by, Supplier<PlanExecution> execution) {
    if (plan.isEmpty() && by.isEmpty()) {
      fruitless.invalidate(cluster.id());
      return execution.get();
    }
    var digest = Sha256.hex(String.join("\n", explanations(plan, Integer.MAX_VALUE)));
    boolean repeated = digest.equals(fruitless.getIfPresent(cluster.id()));
    boolean silent = by.isEmpty() && repeated;
    var event = event(cluster, plan);
    Optional<Intent> intent = silent ? Optional.empty() : Optional.of(trail.begin(event));
    PlanExecution done;
    try {
      done = execution.get();
    } catch (RuntimeException e) {
      intent.ifPresent(begun -> trail.complete(begun, event.failed(e)));
      throw e;
    }
    var result = completed(event, done);
    if (intent.isPresent()) {
      trail.complete(intent.get(), result);
    } else if (!done.done().isEmpty()) {
      trail.record(result);
    }
    note(cluster.id(), plan, digest, done);
    return done;
  }

  private void note(String clusterId, RolePlan plan, String digest, PlanExecution done) {
    if (done.done().isEmpty() && !plan.isEmpty()) {
      fruitless.put(clusterId, digest);
    } else {
      fruitless.invalidate(clusterId);
    }
  }

  private static AuditEvent event(Cluster cluster, RolePlan plan) {
    return ClusterRows.event(AuditAction.ROLES_REPAIR, cluster)
        .with("planned", plan.steps().size())
        .with("steps", explanations(plan, MAX_STEPS));
  }

  private static List<String> explanations(RolePlan plan, int limit) {
    return plan.steps().stream().limit(limit).map(RoleStep::path).toList();
  }

  private static AuditEvent completed(AuditEvent event, PlanExecution done) {
    var counted = event.with("done", done.done().size()).with("refused", done.refusals().size());
    if (done.failure().isPresent()) {
      var failed = counted.failed(done.failure().get());
      return done.done().isEmpty() ? failed : failed.as(AuditResult.PARTIAL);
    }
    if (done.refusals().isEmpty()) {
      return counted;
    }
    return counted.as(done.done().isEmpty() ? AuditResult.REFUSED : AuditResult.PARTIAL);
  }
}
