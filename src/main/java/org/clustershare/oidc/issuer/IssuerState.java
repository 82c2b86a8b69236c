package org.clustershare.oidc.issuer;

import java.time.Instant;
import java.util.Optional;

/**
 * Reachability of an issuer, by its last answer.
 *
 * @param reachable whether people can sign in
 * @param since the time from which this holds; empty before the first request
 * @param reason the reason if it is unreachable
 */
public record IssuerState(boolean reachable, Optional<Instant> since, Optional<String> reason) {}
