package org.clustershare.cluster.kubeconfig;

import org.clustershare.platform.problem.Message;

/**
 * An uploaded kubeconfig is refused. The sentence names the field and never contains a value of the
 * file that could be secret.
 */
public final class InvalidKubeconfigException extends Exception {
  private final transient Message message;

  InvalidKubeconfigException(Message message) {
    super(message.toString());
    this.message = message;
  }

  /** The reason, in English. */
  public String sentence() {
    return message.toString();
  }

  /** The reason, for readers of any language. */
  public Message message() {
    return message;
  }
}
