package org.clustershare.cluster;

/**
 * Event: people's kubeconfigs of a cluster lead to another server, trust another CA, or use another
 * issuer. Consent to the old endpoint is no consent to the new one. The event is fired within the
 * transaction of the change: an observer that fails rolls the change back, and none may use the
 * network.
 *
 * @param clusterId the cluster
 * @param by the email of the person who changed it
 */
public record ClusterEndpointChanged(String clusterId, String by) {}
