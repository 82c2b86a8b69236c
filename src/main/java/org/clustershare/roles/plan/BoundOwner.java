package org.clustershare.roles.plan;

import java.util.Optional;

/**
 * The binding of a cluster's owner, exactly as Cluster Share made it.
 *
 * @param role the ClusterRole of the binding; empty for bindings of versions that did not store it
 * @param username the subject of the binding: the email with the prefix of that time
 */
public record BoundOwner(Optional<String> role, String username) {}
