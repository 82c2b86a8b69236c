package org.clustershare.roles.plan;

import java.util.Optional;

/**
 * The binding that Cluster Share made for a cluster's owner, exactly as the cluster has it.
 *
 * @param role the ClusterRole that the owner was bound to; empty for bindings of versions that did
 *     not keep it
 * @param username the name that the cluster knew the owner by then, with the prefix of that time
 */
public record BoundOwner(Optional<String> role, String username) {}
