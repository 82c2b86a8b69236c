package org.clustershare.roles.status;

/** An object that Cluster Share does not touch, because it is not its own; why, as in a step. */
public record ConflictJson(PlanObjectJson object, String cause, String reason) {}
