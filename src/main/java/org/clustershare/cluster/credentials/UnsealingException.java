package org.clustershare.cluster.credentials;

/** Sealed credentials that do not open. The message is one sentence without secrets. */
public final class UnsealingException extends IllegalStateException {
  /** What an operator does about it at a start. */
  public static final String NEXT_STEP =
      " Put the key that sealed them back into encryption-keys, after the newest key.";

  UnsealingException(String sentence) {
    super(sentence);
  }
}
