package org.clustershare.roles.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.clustershare.bindings.Bindings;
import org.clustershare.bindings.subject.BindingProblem;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.bindings.subject.Subject;
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
 * The result of executing a plan.
 *
 * @param done the steps that the cluster accepted
 * @param refusals the steps that the cluster refused
 * @param failure the reason why the remaining steps were not tried; empty if all were tried
 */
public record PlanExecution(
    List<RoleStep> done, List<Refusal> refusals, Optional<ClusterException> failure) {
  /** The execution of an empty plan. */
  static final PlanExecution NOTHING = new PlanExecution(List.of(), List.of(), Optional.empty());

  private static final Logger LOG = LoggerFactory.getLogger(PlanExecution.class);

  /** A cluster can refuse each of a hundred thousand steps with another sentence. */
  private static final int MAX_SENTENCES = 100;

  /** A refused step and the cluster's sentence, which is empty after the first hundred. */
  public record Refusal(RoleStep step, int status, String sentence) {}

  /**
   * Executes a plan, each step once. After a refusal, such as by an admission webhook or in a
   * namespace that is being deleted, the other steps follow. If the cluster does not answer, the
   * execution ends. Every step can be repeated without harm.
   */
  public static PlanExecution run(
      String clusterId, ClusterApi api, Bindings bindings, RolePlan plan) {
    var done = new ArrayList<RoleStep>();
    var refusals = new ArrayList<Refusal>();
    Optional<ClusterException> failure = Optional.empty();
    for (var step : plan.steps()) {
      try {
        execute(api, bindings, step);
        done.add(step);
        LOG.info("role repaired: cluster={} reason={}", clusterId, step.explanation());
      } catch (ClusterRefusedException e) {
        refusals.add(
            new Refusal(step, e.status(), refusals.size() < MAX_SENTENCES ? e.sentence() : ""));
      } catch (ProblemException e) {
        refusals.add(new Refusal(step, e.type().status(), e.type().key()));
      } catch (ClusterUnreachableException | ClusterBusyException e) {
        failure = Optional.of(e);
        break;
      }
    }
    return new PlanExecution(List.copyOf(done), List.copyOf(refusals), failure);
  }

  private static void execute(ClusterApi api, Bindings bindings, RoleStep step) {
    switch (step) {
      case RoleStep.DeleteRole _ -> delete(api, step);
      case RoleStep.BindOwner(var role, _, var subject) ->
          bindings.ensure(api, RoleScope.cluster(), role, subject);
      case RoleStep.UnbindOwner(var role, _, var subject) -> unbind(api, bindings, role, subject);
      case RoleStep.ApplyRole _, RoleStep.LabelClusterRole _, RoleStep.UnlabelClusterRole _ ->
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

  private static void unbind(ClusterApi api, Bindings bindings, String role, Subject subject) {
    try {
      bindings.unbind(api, RoleScope.cluster(), role, subject);
    } catch (ProblemException e) {
      if (e.type() != BindingProblem.BINDING_UNKNOWN) {
        throw e;
      }
    }
  }

  /** Whether the cluster accepted every step. */
  boolean isComplete() {
    return refusals.isEmpty() && failure.isEmpty();
  }
}
