package org.clustershare.cluster;

/**
 * Told to whoever keeps something for a cluster's owner.
 *
 * @param clusterId the cluster
 * @param before the email of who owned it
 * @param after the email of who owns it now
 */
public record ClusterOwnerChanged(String clusterId, String before, String after) {}
