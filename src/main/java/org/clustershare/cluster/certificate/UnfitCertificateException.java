package org.clustershare.cluster.certificate;

import org.clustershare.platform.problem.Message;

/** A certificate is not the requested one. */
public class UnfitCertificateException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Message message;

  UnfitCertificateException(Message message) {
    super(message.toString());
    this.message = message;
  }

  /** The reason, in English: the database stores it. */
  public String sentence() {
    return message.toString();
  }
}
