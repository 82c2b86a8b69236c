package org.clustershare.cluster;

/**
 * Told to whoever wants to look at a new cluster at once.
 *
 * @param clusterId the cluster
 * @param projectId whose cluster it is
 */
public record ClusterAdded(String clusterId, String projectId) {}
