package org.clustershare.cluster;

/**
 * Told when people's kubeconfigs of a cluster would lead elsewhere than before, trust another CA,
 * or have people sign in at another issuer: what was agreed to for the old address is not for the
 * new one. Told within the change's transaction: an observer that fails undoes the change, and none
 * may call anything over the network.
 *
 * @param clusterId the cluster
 * @param by the email of who changed it
 */
public record ClusterEndpointChanged(String clusterId, String by) {}
