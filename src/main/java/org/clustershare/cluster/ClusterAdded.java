package org.clustershare.cluster;

/**
 * Event: a cluster was added. Observers can check it at once.
 *
 * @param clusterId the cluster
 * @param projectId the project that the cluster belongs to
 */
public record ClusterAdded(String clusterId, String projectId) {}
