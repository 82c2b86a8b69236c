package org.clustershare.cluster.kubernetes;

import java.time.Instant;
import java.util.Optional;

/**
 * What an API server answered, as it came.
 *
 * @param body at most 32 MiB
 * @param date when the API server's clock says that it answered (RFC 9110, section 6.6.1)
 */
public record PlainAnswer(String body, Optional<Instant> date) {}
