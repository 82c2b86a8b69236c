package org.clustershare.cluster.certificate;

/** A certificate is not the one that was asked for. */
public class UnfitCertificateException extends Exception {
  private static final long serialVersionUID = 1;

  private final String sentence;

  UnfitCertificateException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  /** Why not, for readers. */
  public String sentence() {
    return sentence;
  }
}
