package org.clustershare.roles.status;

import java.time.Instant;

/**
 * One thing that is known of a cluster, as Kubernetes writes conditions.
 *
 * @param reason one word for programs, such as {@code NoAnswer}
 * @param message a sentence for people; can be empty
 * @param since when the status last changed
 * @see <a
 *     href="https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md#typical-status-properties">API
 *     conventions</a>
 */
public record Condition(Type type, Status status, String reason, String message, Instant since) {
  /** What is known, in the order in which it is shown: each needs those before it. */
  public enum Type {
    REACHABLE("Reachable"),
    AUTHORIZED("Authorized"),
    ROLES_IN_SYNC("RolesInSync"),
    OWNER_BOUND("OwnerBound");

    private final String key;

    Type(String key) {
      this.key = key;
    }

    public String key() {
      return key;
    }
  }

  /** Whether it is so. */
  public enum Status {
    TRUE("True"),
    FALSE("False"),
    UNKNOWN("Unknown");

    private final String key;

    Status(String key) {
      this.key = key;
    }

    public String key() {
      return key;
    }
  }
}
