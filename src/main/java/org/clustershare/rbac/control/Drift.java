package org.clustershare.rbac.control;

import org.clustershare.platform.settings.ReconcileMode;

/**
 * What differs in a cluster, or differed until just now.
 *
 * @param mode whether the timer repairs it
 * @param applied how many steps of the plan were carried out with this look
 */
public record Drift(ReconcileMode mode, RolePlan plan, int applied) {}
