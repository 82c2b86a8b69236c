package org.clustershare.cluster.kubernetes;

/** A text without a private key that is taken. Its phrase ends a sentence and quotes nothing. */
public final class InvalidPrivateKeyException extends Exception {
  private final String phrase;

  InvalidPrivateKeyException(String phrase) {
    super(phrase);
    this.phrase = phrase;
  }

  /** Such as "is larger than 16 KiB". */
  public String phrase() {
    return phrase;
  }
}
