package org.clustershare.cluster.kubeconfig;

import org.clustershare.platform.problem.Message;

/**
 * An uploaded kubeconfig that we do not take. Its sentence names the field and never holds a value
 * of the file that could be secret.
 */
public final class InvalidKubeconfigException extends Exception {
  private final transient Message message;

  InvalidKubeconfigException(Message message) {
    super(message.toString());
    this.message = message;
  }

  /** Why not, in English. */
  public String sentence() {
    return message.toString();
  }

  /** Why not, for readers of every language. */
  public Message message() {
    return message;
  }
}
