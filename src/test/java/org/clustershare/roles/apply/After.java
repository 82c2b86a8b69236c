package org.clustershare.roles.apply;

import java.util.HashMap;
import java.util.TreeMap;
import org.clustershare.roles.plan.ObservedRoles;
import org.clustershare.roles.plan.ObservedRoles.ObservedClusterRole;
import org.clustershare.roles.plan.ObservedRoles.ObservedRole;
import org.clustershare.roles.plan.ObservedRoles.Preconditions;
import org.clustershare.roles.plan.ObservedRoles.RoleKey;
import org.clustershare.roles.plan.RolePlan;
import org.clustershare.roles.plan.RoleStep;

/** The state of a cluster after a plan, as an API server would have it. */
public final class After {
  private After() {}

  public static ObservedRoles of(ObservedRoles before, RolePlan plan) {
    var clusterRoles = new TreeMap<>(before.clusterRoles());
    var roles = new HashMap<>(before.roles());
    var owner = before.boundOwner();
    for (var step : plan.steps()) {
      if (step instanceof RoleStep.LabelClusterRole label) {
        clusterRoles.put(label.name(), new ObservedClusterRole(true, true));
      } else if (step instanceof RoleStep.UnlabelClusterRole unlabel) {
        clusterRoles.remove(unlabel.name());
      } else if (step instanceof RoleStep.ApplyRole apply) {
        roles.put(
            new RoleKey(apply.namespace(), apply.name()),
            new ObservedRole(
                true, true, true, apply.body().getJsonArray("rules"), Preconditions.ANY));
      } else if (step instanceof RoleStep.DeleteRole delete) {
        roles.remove(new RoleKey(delete.namespace(), delete.name()));
      } else if (step instanceof RoleStep.BindOwner bind) {
        owner = bind.email();
      } else if (step instanceof RoleStep.UnbindOwner) {
        owner = "";
      }
    }
    return new ObservedRoles(clusterRoles, before.namespaces(), roles, owner);
  }
}
