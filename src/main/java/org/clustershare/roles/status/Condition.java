package org.clustershare.roles.status;

import java.time.Instant;

/**
 * A condition of a cluster, in the form of Kubernetes' conditions.
 *
 * @param reason one word for programs, such as {@code NoAnswer}
 * @param message a sentence for people; can be empty
 * @param since the time of the last change of the status
 * @see <a
 *     href="https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md#typical-status-properties">API
 *     conventions</a>
 */
public record Condition(Type type, Status status, String reason, String message, Instant since) {
  /** The types, in the order of display: each depends on the ones before it. */
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

  /** Whether the condition holds. */
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
