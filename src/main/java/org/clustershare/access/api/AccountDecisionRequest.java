package org.clustershare.access.api;

import java.util.Optional;

/**
 * The body of a call that decides on another account.
 *
 * @param decision {@code accept} or {@code refuse}
 * @param dropMemberships whether the address leaves its projects; only with {@code accept}
 */
public record AccountDecisionRequest(Optional<String> decision, boolean dropMemberships) {}
