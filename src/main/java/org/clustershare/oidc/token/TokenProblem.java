package org.clustershare.oidc.token;

import org.clustershare.platform.problem.ProblemType;

/** Reasons to refuse an ID token (OpenID Connect Core 1.0, section 3.1.3.7). */
public enum TokenProblem implements ProblemType {
  /** The token cannot be read, or lacks a part that every ID token has. */
  INVALID,
  /** The provider issued the token for another purpose. */
  NOT_AN_ID_TOKEN,
  /** Unsigned, or signed with an algorithm that Cluster Share or the provider does not allow. */
  ALGORITHM,
  KEY_UNKNOWN,
  SIGNATURE,
  ISSUER,
  AUDIENCE,
  /**
   * The audience holds, beside Cluster Share's client, another one that could use the token here.
   */
  FURTHER_AUDIENCE,
  /** The claim azp names another client. */
  AUTHORIZED_PARTY,
  /** The API does not accept tokens of this client. */
  NOT_FOR_THE_API,
  EXPIRED,
  /** Issued in the future, or not valid yet. */
  TOO_EARLY,
  NONCE,
  /**
   * The claim at_hash or c_hash does not match the access token or code that came with the token.
   */
  HASH;

  private static final int UNAUTHORIZED = 401;

  @Override
  public int status() {
    return UNAUTHORIZED;
  }

  @Override
  public String key() {
    return "token-" + ProblemType.super.key();
  }
}
