package org.clustershare.kubernetes.error;

import org.clustershare.platform.problem.Message;

/**
 * The API server understood and said no. Carries the {@code Status} object that it answered with
 * (Kubernetes API conventions, "Response Status Kind").
 */
public final class ClusterRefusedException extends ClusterException {
  private final int status;
  private final String reason;

  /** A refusal in the cluster's own words. */
  public ClusterRefusedException(int status, String reason, String words) {
    this(status, reason, Message.verbatim(words));
  }

  public ClusterRefusedException(int status, String reason, Message message) {
    super(message, null);
    this.status = status;
    this.reason = reason;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The reason for programs, such as {@code AlreadyExists}; can be empty. */
  public String reason() {
    return reason;
  }

  /** Whether somebody else changed or made the object first. */
  public boolean conflict() {
    return status == 409;
  }

  /** Whether the server does not accept our credentials (any more). */
  public boolean unauthorized() {
    return status == 401;
  }

  /** Whether the object would not be valid, or a test of a patch failed. */
  public boolean invalid() {
    return status == 422;
  }

  public boolean notFound() {
    return status == 404;
  }
}
