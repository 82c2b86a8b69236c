package org.clustershare.roles.plan;

import java.util.List;
import java.util.Optional;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.platform.problem.Message;
import org.clustershare.roles.plan.RoleStep.RoleObject;

/**
 * The steps that give a cluster the default roles. It is a pure function of the desired and the
 * observed roles, empty for a cluster in sync. The drift that people see, the execution and the
 * stored repair all derive from it.
 *
 * @param steps in the order of execution
 * @param conflicts objects that differ and stay as they are
 */
public record RolePlan(List<RoleStep> steps, List<Conflict> conflicts) {
  /** The plan for a cluster in sync and without conflicts. */
  public static final RolePlan NOTHING = new RolePlan(List.of(), List.of());

  /** An object that differs from a default role, and that Cluster Share may not change. */
  public record Conflict(RoleObject object, Cause cause) {
    public String explanation() {
      return Message.of(cause.key, object).toString();
    }
  }

  /** The reason for a conflict. */
  public enum Cause {
    FOREIGN("status.foreign"),
    ABSENT("status.absent"),
    TOO_LONG("status.too-long");

    /** The key of the explanation, whose argument is the object. */
    private final String key;

    Cause(String key) {
      this.key = key;
    }
  }

  /**
   * The plan for a cluster.
   *
   * @param owner the email of the cluster's owner
   * @param prefixes the cluster's username prefixes
   */
  public static RolePlan of(
      DefaultRoles desired, String owner, UsernamePrefixes prefixes, ObservedRoles observed) {
    return of(desired, owner, prefixes, observed, Optional.empty());
  }

  /**
   * The plan for a cluster.
   *
   * @param owner the email of the cluster's owner
   * @param prefixes the cluster's username prefixes
   * @param bound the owner's binding; empty if only the email of the bound owner is known
   */
  public static RolePlan of(
      DefaultRoles desired,
      String owner,
      UsernamePrefixes prefixes,
      ObservedRoles observed,
      Optional<BoundOwner> bound) {
    return new RolePlanner(desired, owner, prefixes, observed, bound).plan();
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }
}
