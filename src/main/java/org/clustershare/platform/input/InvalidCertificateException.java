package org.clustershare.platform.input;

/** A text without certificates that are taken. Its phrase ends a sentence about the text. */
public final class InvalidCertificateException extends Exception {
  private final String phrase;

  InvalidCertificateException(String phrase) {
    super(phrase);
    this.phrase = phrase;
  }

  /** Such as "holds no certificate as PEM". */
  public String phrase() {
    return phrase;
  }
}
