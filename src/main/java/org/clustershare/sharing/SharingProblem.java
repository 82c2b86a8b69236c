package org.clustershare.sharing;

import org.clustershare.platform.problem.ProblemType;

/** What can go wrong on the way from a link to a kubeconfig. */
public enum SharingProblem implements ProblemType {
  /** The feature gate is closed: the page does not exist. */
  GATE_CLOSED(404),
  SHARE_UNKNOWN(404),
  SHARE_REVOKED(410),
  /** A link of KKP's form without an active share by that person behind it. */
  LINK_WITHOUT_SHARE(403),
  LINK_INCOMPLETE(400),
  EXCHANGE_STATE_WRONG(400),
  /** A parameter that must come once came twice, or an answer that was not asked for. */
  EXCHANGE_ANSWER_WRONG(400),
  EXCHANGE_CODE_MISSING(400),
  /** Began so long ago that it is not known any more what with. */
  EXCHANGE_GONE(410),
  EXCHANGE_EXPIRED(400),
  /** The cluster has another client than the one that the sign-in began with. */
  EXCHANGE_CLIENT_CHANGED(400),
  EXCHANGE_REPLAYED(400),
  TOO_MANY_SHARES(409),
  STYLE_NOT_ALLOWED(400),
  DOWNLOADS_FULL(503),
  DOWNLOAD_GONE(410);

  private final int status;

  SharingProblem(int status) {
    this.status = status;
  }

  @Override
  public int status() {
    return status;
  }
}
