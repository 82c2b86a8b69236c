package org.clustershare.oidc.issuer;

import java.time.Instant;
import java.util.Optional;

/**
 * How the issuer answered last.
 *
 * @param reachable whether people can sign in
 * @param since since when it is so; empty when it was not asked yet
 * @param reason why it is not
 */
public record IssuerState(boolean reachable, Optional<Instant> since, Optional<String> reason) {}
