package org.clustershare.platform.pem;

import org.clustershare.platform.problem.Message;

/** A text without acceptable certificates. Its phrase completes a sentence about the text. */
public final class InvalidCertificateException extends Exception {
  private final transient Message phrase;

  InvalidCertificateException(Message phrase) {
    super(phrase.toString());
    this.phrase = phrase;
  }

  /** The predicate of the sentence, such as "holds no certificate as PEM". */
  public Message phrase() {
    return phrase;
  }
}
