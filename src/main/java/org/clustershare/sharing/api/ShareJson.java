package org.clustershare.sharing.api;

import java.time.Instant;
import java.util.Optional;
import org.clustershare.sharing.entity.Share;

/**
 * A share of a cluster.
 *
 * @param state {@code active} or {@code revoked}
 * @param link the link for recipients; only in the answer that creates the share
 */
public record ShareJson(
    String id,
    String clusterId,
    String createdBy,
    Instant createdAt,
    String state,
    Optional<Instant> revokedAt,
    Optional<String> revokedBy,
    Optional<String> link) {

  static ShareJson of(Share share) {
    return of(share, Optional.empty());
  }

  static ShareJson of(Share share, Optional<String> link) {
    return new ShareJson(
        share.id(),
        share.clusterId(),
        share.createdBy(),
        share.createdAt(),
        share.active() ? "active" : "revoked",
        share.revokedAt(),
        share.revokedBy(),
        link);
  }
}
