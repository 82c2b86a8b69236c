package org.clustershare.roles.api;

/**
 * The mode in which a cluster's roles are reconciled.
 *
 * @param mode {@code apply} or {@code report}
 * @param ownSetting whether the cluster has a mode of its own; if not, the installation's applies
 */
public record ReconcileModeJson(String mode, boolean ownSetting) {}
