package org.clustershare.sharing;

import org.clustershare.platform.problem.ProblemType;

/** Problems between a link and the download of a kubeconfig. */
public enum SharingProblem implements ProblemType {
  /** The feature gate is closed: the page does not exist. */
  GATE_CLOSED(404),
  SHARE_UNKNOWN(404),
  SHARE_REVOKED(410),
  /** A link in KKP's format, for which that person has no active share. */
  LINK_WITHOUT_SHARE(403),
  LINK_INCOMPLETE(400),
  EXCHANGE_STATE_WRONG(400),
  /** A parameter occurs twice, or the response type was not requested. */
  EXCHANGE_ANSWER_WRONG(400),
  EXCHANGE_CODE_MISSING(400),
  /** The sign-in began so long ago that its data is no longer stored. */
  EXCHANGE_GONE(410),
  EXCHANGE_EXPIRED(400),
  /** The cluster's client has changed since the sign-in began. */
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
