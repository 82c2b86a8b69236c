package org.clustershare.kubernetes.error;

import org.clustershare.platform.problem.Message;

/**
 * The API server refused a request. Carries its {@code Status} object (Kubernetes API conventions,
 * "Response Status Kind").
 */
public final class ClusterRefusedException extends ClusterException {
  private final int status;
  private final String reason;

  /** A refusal with the cluster's message, verbatim. */
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

  /** The machine-readable reason, such as {@code AlreadyExists}; may be empty. */
  public String reason() {
    return reason;
  }

  /** Whether another client has changed or created the object first (409). */
  public boolean conflict() {
    return status == 409;
  }

  /** Whether the API server refuses the credentials (401). */
  public boolean unauthorized() {
    return status == 401;
  }

  /** Whether the object would be invalid, or a test of a patch failed (422). */
  public boolean invalid() {
    return status == 422;
  }

  public boolean notFound() {
    return status == 404;
  }
}
