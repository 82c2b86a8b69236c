package org.clustershare.roles.status;

/** A conflict of a plan; {@code cause} and {@code reason} are as in {@link PlanStepJson}. */
public record ConflictJson(PlanObjectJson object, String cause, String reason) {}
