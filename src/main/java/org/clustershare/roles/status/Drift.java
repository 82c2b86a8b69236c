package org.clustershare.roles.status;

import org.clustershare.roles.plan.RolePlan;
import org.clustershare.roles.settings.ReconcileMode;

/**
 * What differs in a cluster, or differed until just now.
 *
 * @param mode whether the timer repairs it
 * @param applied how many steps of the plan were carried out with this look
 */
public record Drift(ReconcileMode mode, RolePlan plan, int applied) {}
