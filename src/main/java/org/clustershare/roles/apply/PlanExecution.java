package org.clustershare.roles.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clustershare.bindings.Bindings;
import org.clustershare.bindings.subject.BindingProblem;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.error.ClusterBusyException;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.roles.plan.RolePlan;
import org.clustershare.roles.plan.RoleStep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plan carried out, as far as it went.
 *
 * @param done the steps that the cluster took
 * @param refused the steps that it did not take
 * @param broke why the rest was not tried
 */
public record PlanExecution(
    List<RoleStep> done, List<Refusal> refusals, Optional<ClusterException> failure) {
  private static final Logger LOG = LoggerFactory.getLogger(PlanExecution.class);

  /** A cluster can refuse each of a hundred thousand steps with a sentence of its own. */
  private static final int MAX_SENTENCES = 100;

  /** A step that the cluster refused, and its words; without words after the first hundred. */
  public record Refusal(RoleStep step, int status, String sentence) {}

  /**
   * Carries out a plan, each step once. A step that the cluster refuses (a namespace that ends in
   * between, a webhook that lets nobody in) does not hold up the others; a cluster that answers no
   * more ends it. Every step can be repeated without harm.
   */
  public static PlanExecution run(
      String clusterId, ClusterApi api, Bindings bindings, RolePlan plan) {
    var done = new ArrayList<RoleStep>();
    var refused = new ArrayList<Refusal>();
    Optional<ClusterException> broke = Optional.empty();
    for (var step : plan.steps()) {
      try {
        execute(api, bindings, step);
        done.add(step);
        LOG.info("role repaired: cluster={} reason={}", clusterId, step.explanation());
      } catch (ClusterRefusedException e) {
        refused.add(
            new Refusal(step, e.status(), refused.size() < MAX_SENTENCES ? e.sentence() : ""));
      } catch (ProblemException e) {
        refused.add(new Refusal(step, e.type().status(), e.type().key()));
      } catch (ClusterUnreachableException | ClusterBusyException e) {
        broke = Optional.of(e);
        break;
      }
    }
    return new PlanExecution(List.copyOf(done), List.copyOf(refused), broke);
  }

  private static void execute(ClusterApi api, Bindings bindings, RoleStep step) {
    if (step instanceof RoleStep.DeleteRole) {
      delete(api, step);
    } else if (step instanceof RoleStep.BindOwner bind) {
      bindings.ensure(api, RoleScope.cluster(), bind.role(), bind.subject());
    } else if (step instanceof RoleStep.UnbindOwner unbind) {
      unbind(api, bindings, unbind);
    } else {
      api.apply(step.path(), step.body());
    }
  }

  private static void delete(ClusterApi api, RoleStep step) {
    try {
      api.delete(step.path(), step.body());
    } catch (ClusterRefusedException e) {
      if (!e.notFound()) {
        throw e;
      }
    }
  }

  private static void unbind(ClusterApi api, Bindings bindings, RoleStep.UnbindOwner step) {
    try {
      bindings.unbind(api, RoleScope.cluster(), step.role(), step.subject());
    } catch (ProblemException e) {
      if (e.type() != BindingProblem.BINDING_UNKNOWN) {
        throw e;
      }
    }
  }

  /** Whether the cluster is now as the plan wants it. */
  boolean isComplete() {
    return refusals.isEmpty() && failure.isEmpty();
  }
}
