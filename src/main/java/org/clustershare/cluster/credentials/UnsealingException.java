package org.clustershare.cluster.credentials;

/** Sealed credentials that do not open. The message is one sentence without secrets. */
public final class UnsealingException extends IllegalStateException {
  UnsealingException(String sentence) {
    super(sentence);
  }
}
