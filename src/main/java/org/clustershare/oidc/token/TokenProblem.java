package org.clustershare.oidc.token;

import org.clustershare.platform.problem.ProblemType;

/** Why an ID token is not accepted, one reason each (OpenID Connect Core 1.0, section 3.1.3.7). */
public enum TokenProblem implements ProblemType {
  /** It is no token that can be read, or lacks what every ID token has. */
  INVALID,
  /** It is a token of the provider, but for another purpose. */
  NOT_AN_ID_TOKEN,
  /** Unsigned, or signed in a way that we or the provider do not allow. */
  ALGORITHM,
  KEY_UNKNOWN,
  SIGNATURE,
  ISSUER,
  AUDIENCE,
  /** It is for us, and for somebody beside us who could use it here. */
  FURTHER_AUDIENCE,
  /** The claim azp: it was given to another client. */
  AUTHORIZED_PARTY,
  /** Its client is not one of those whose tokens the API takes. */
  NOT_FOR_THE_API,
  EXPIRED,
  /** Issued in the future, or not valid yet. */
  TOO_EARLY,
  NONCE,
  /** The claims at_hash or c_hash: it does not belong to the access token or code it came with. */
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
