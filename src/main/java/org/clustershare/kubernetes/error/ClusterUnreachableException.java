package org.clustershare.kubernetes.error;

import org.clustershare.platform.problem.Message;
import org.jspecify.annotations.Nullable;

/**
 * The API server gave no usable response: no connection, wrong certificate, too late, too large, or
 * not Kubernetes. The message is one sentence that says which.
 */
public final class ClusterUnreachableException extends ClusterException {
  private final Stage stage;

  /** How far the call came. */
  public enum Stage {
    /** No connection, or the address is not allowed. */
    CONNECTION,
    /** A connection, but not to a server that proves to be the API server. */
    CERTIFICATE,
    /** A response that is late, too large, or not from Kubernetes. */
    ANSWER
  }

  /** For an unusable response. */
  public ClusterUnreachableException(Message message) {
    this(Stage.ANSWER, message, null);
  }

  /** For an unusable response, with a verbatim message. */
  public ClusterUnreachableException(String words) {
    this(Message.verbatim(words));
  }

  public ClusterUnreachableException(Stage stage, Message message, @Nullable Throwable cause) {
    super(message, cause);
    this.stage = stage;
  }

  public Stage stage() {
    return stage;
  }
}
