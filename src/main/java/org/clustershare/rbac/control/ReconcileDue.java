package org.clustershare.rbac.control;

/** Told when the interval is over: time to look at every cluster. */
public record ReconcileDue() {}
