package org.clustershare.sharing;

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
  /** A parameter that must come once came twice, or an answer that was not asked for. */
  EXCHANGE_ANSWER_WRONG(400, "exchange-answer-wrong"),
  EXCHANGE_CODE_MISSING(400, "exchange-code-missing"),
  /** Began so long ago that it is not known any more what with. */
  EXCHANGE_GONE(410, "exchange-gone"),
  EXCHANGE_EXPIRED(400, "exchange-expired"),
  /** The cluster has another client than the one that the sign-in began with. */
  EXCHANGE_CLIENT_CHANGED(400, "exchange-client-changed"),
  EXCHANGE_REPLAYED(400, "exchange-replayed"),
  TOO_MANY_SHARES(409, "too-many-shares"),
  STYLE_NOT_ALLOWED(400, "style-not-allowed"),
  DOWNLOADS_FULL(503, "downloads-full"),
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
