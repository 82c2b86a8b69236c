package org.clustershare.identity;

import java.time.Instant;
import java.util.Optional;
import org.clustershare.oidc.token.Person;

/**
 * Entry of the {@link PersonDirectory}: a person as the issuer last described them.
 *
 * @param firstSeenAt when they first presented a token; empty if an earlier version stored the
 *     entry
 * @param lastSeenAt when they last presented a token, to the hour
 */
public record KnownPerson(Person person, Optional<Instant> firstSeenAt, Instant lastSeenAt) {}
