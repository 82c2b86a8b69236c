package org.clustershare.roles.status;

import org.clustershare.roles.plan.RolePlan;
import org.clustershare.roles.settings.ReconcileMode;

/**
 * The difference between a cluster's roles and the default roles, at the time of the reading.
 *
 * @param mode whether the timer repairs it
 * @param applied the number of steps of the plan that were executed right after the reading
 */
public record Drift(ReconcileMode mode, RolePlan plan, int applied) {}
