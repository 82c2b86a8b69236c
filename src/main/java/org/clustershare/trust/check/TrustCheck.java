package org.clustershare.trust.check;

import java.time.Instant;

/**
 * What the last look found, while it still speaks of the same address, CA, issuer and client.
 *
 * @param by the email of whoever asked; empty text for the timer
 */
public record TrustCheck(TrustFinding verdict, Instant at, String by) {}
