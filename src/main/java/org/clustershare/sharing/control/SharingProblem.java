package org.clustershare.sharing.control;

import org.clustershare.platform.problem.ProblemType;

/** What can go wrong on the way from a link to a kubeconfig. */
public enum SharingProblem implements ProblemType {
  /** The feature gate is closed: the page does not exist. */
  GATE_CLOSED(404, "gate-closed"),
  SHARE_UNKNOWN(404, "share-unknown"),
  SHARE_REVOKED(410, "share-revoked"),
  /** A link of KKP's form without an active share by that person behind it. */
  LINK_WITHOUT_SHARE(403, "link-without-share"),
  LINK_INCOMPLETE(400, "link-incomplete"),
  EXCHANGE_STATE_WRONG(400, "exchange-state-wrong"),
  EXCHANGE_EXPIRED(400, "exchange-expired"),
  EXCHANGE_REPLAYED(400, "exchange-replayed"),
  CODE_REFUSED(400, "code-refused"),
  REFRESH_TOKEN_MISSING(400, "refresh-token-missing"),
  DOWNLOAD_GONE(410, "download-gone");

  private final int status;
  private final String key;

  SharingProblem(int status, String key) {
    this.status = status;
    this.key = key;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String key() {
    return key;
  }
}
