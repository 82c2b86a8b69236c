package org.clustershare.project.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The caller as KKP's API writes them.
 *
 * @param id the SHA-256 of the email address, in hexadecimal digits
 * @param isGlobalViewer always false: Cluster Share has no such role
 * @param creationTimestamp the first sign-in, if it is known
 * @param lastSeen the last one, to the hour
 * @param groups the provider's groups in the token
 * @param projects the caller's projects, also those through groups
 */
public record MeJson(
    String id,
    String name,
    String email,
    boolean isAdmin,
    boolean isGlobalViewer,
    Optional<Instant> creationTimestamp,
    Optional<Instant> lastSeen,
    List<String> groups,
    List<MembershipJson> projects) {}
