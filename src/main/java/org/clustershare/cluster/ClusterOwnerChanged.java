package org.clustershare.cluster;

/**
 * Event: a cluster has another owner.
 *
 * @param clusterId the cluster
 * @param before the email of the former owner
 * @param after the email of the new owner
 */
public record ClusterOwnerChanged(String clusterId, String before, String after) {}
