package org.clustershare.oidc.signin;

/**
 * Reason why an answer completes no sign-in; each kind of sign-in has its own problems for them.
 */
public enum SignInFailure {
  /** A parameter occurs twice (RFC 6749, section 3.1), or belongs to an unrequested flow. */
  ANSWER_UNCLEAR,
  /** The state is not signed for this kind, or another browser started the sign-in. */
  STATE_WRONG,
  EXPIRED,
  REPLAYED,
  /** The client at the issuer has changed since the start. */
  CLIENT_CHANGED,
  CODE_MISSING
}
