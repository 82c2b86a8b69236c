package org.clustershare.platform.pem;

import org.clustershare.platform.problem.Message;

/**
 * A text without an acceptable private key. Its phrase completes a sentence about the text and
 * quotes nothing of it.
 */
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

  /** The phrase, translatable. */
  public Message message() {
    return message;
  }
}
