package org.clustershare.roles.plan;

import java.util.List;
import java.util.Optional;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.roles.plan.RoleStep.RoleObject;

/**
 * What has to change in a cluster so that it has the default roles: a pure function of what should
 * be and what is. Empty when nothing has to. What is shown as drift, carried out and kept as a
 * repair is this.
 *
 * @param steps in the order in which they are carried out
 * @param conflicts what stands in the way and is left alone
 */
public record RolePlan(List<RoleStep> steps, List<Conflict> conflicts) {
  /** All is as it should be, and nothing stands in the way. */
  public static final RolePlan NOTHING = new RolePlan(List.of(), List.of());

  /** An object that is not as it should be and not ours to change. */
  public record Conflict(RoleObject object, Cause cause) {
    public String explanation() {
      return object + " " + cause.text;
    }
  }

  /** Why an object is left alone. */
  public enum Cause {
    FOREIGN("was made by somebody else and differs from the default role of this name"),
    ABSENT("does not exist in this cluster"),
    TOO_LONG("has more than 64 KiB of rules and is not copied to other namespaces");

    private final String text;

    Cause(String text) {
      this.text = text;
    }
  }

  /**
   * The plan for a cluster.
   *
   * @param owner the email of the person who owns the cluster
   * @param names how the cluster knows people
   */
  public static RolePlan of(
      DefaultRoles desired, String owner, UsernamePrefixes names, ObservedRoles observed) {
    return of(desired, owner, names, observed, Optional.empty());
  }

  /**
   * The plan for a cluster.
   *
   * @param owner the email of the person who owns the cluster
   * @param names how the cluster knows people
   * @param bound the owner's binding as it was made; empty where only the email is known
   */
  public static RolePlan of(
      DefaultRoles desired,
      String owner,
      UsernamePrefixes names,
      ObservedRoles observed,
      Optional<BoundOwner> bound) {
    return new RolePlanner(desired, owner, names, observed, bound).plan();
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }
}
