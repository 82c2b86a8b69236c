package org.clustershare.kubernetes.error;

import org.clustershare.platform.problem.Message;
import org.jspecify.annotations.Nullable;

/**
 * The API server gave no usable answer: no connection, wrong certificate, too late, too much, or
 * something that is not Kubernetes. The message is one sentence that says which.
 */
public final class ClusterUnreachableException extends ClusterException {
  private final Stage stage;

  /** How far we came. */
  public enum Stage {
    /** No connection, or the address is not allowed. */
    CONNECTION,
    /** A connection, but not to somebody who can prove to be the API server. */
    CERTIFICATE,
    /** An answer that is late, too long, or not of Kubernetes. */
    ANSWER
  }

  /** For an answer that cannot be used. */
  public ClusterUnreachableException(Message message) {
    this(Stage.ANSWER, message, null);
  }

  /** For an answer that cannot be used, in the words of another. */
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
