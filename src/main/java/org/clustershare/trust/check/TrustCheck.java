package org.clustershare.trust.check;

import java.time.Instant;

/**
 * Result of the last trust check, as long as address, CA, issuer and client have not changed.
 *
 * @param verdict the finding
 * @param at when the check ran
 * @param by the email of the person who checked; empty text for the timer
 */
public record TrustCheck(TrustFinding verdict, Instant at, String by) {}
