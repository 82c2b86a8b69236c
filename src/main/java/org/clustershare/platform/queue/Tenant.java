package org.clustershare.platform.queue;

/**
 * Account and project in whose turn a cluster is served. Accounts take turns first, then the
 * projects of one account. So an account gains no turns by creating more projects, while projects
 * that one administrator created for many teams still take turns.
 *
 * @param account the account that created the project; empty if unknown
 * @param projectId the cluster's project
 */
public record Tenant(String account, String projectId) {}
