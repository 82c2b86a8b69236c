package org.clustershare.cluster.control;

/**
 * Told to whoever wants to look at a new cluster at once.
 *
 * @param clusterId the cluster
 */
public record ClusterAdded(String clusterId) {}
