package org.clustershare.roles.api;

import java.time.Instant;
import org.clustershare.roles.status.Condition;

/** A condition of a cluster, in the form of Kubernetes' conditions. */
public record ConditionJson(
    String type, String status, String reason, String message, Instant since) {
  static ConditionJson of(Condition condition) {
    return new ConditionJson(
        condition.type().key(),
        condition.status().key(),
        condition.reason(),
        condition.message(),
        condition.since());
  }
}
