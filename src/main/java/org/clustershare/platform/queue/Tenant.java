package org.clustershare.platform.queue;

/**
 * Whose turn a cluster takes where many wait: first accounts get turns, then the projects of one
 * account. So an account gets no more turns by making more projects, and projects that one
 * administrator made for many teams still take turns among themselves.
 *
 * @param account who made the project; empty when that is not known
 * @param projectId the cluster's project
 */
public record Tenant(String account, String projectId) {}
