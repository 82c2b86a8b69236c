package org.clustershare.platform.pem;

import org.clustershare.platform.problem.Message;

/** A text without a private key that is taken. Its phrase ends a sentence and quotes nothing. */
public final class InvalidPrivateKeyException extends Exception {
  private final transient Message message;

  InvalidPrivateKeyException(Message message) {
    super(message.toString());
    this.message = message;
  }

  /** The phrase in English, such as "is larger than 16 KiB". */
  public String phrase() {
    return message.toString();
  }

  /** The phrase for readers of every language. */
  public Message message() {
    return message;
  }
}
