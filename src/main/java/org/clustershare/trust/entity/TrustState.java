package org.clustershare.trust.entity;

import java.util.Locale;

/** Whether an API server accepts the issuer's tokens, and if not, why. */
public enum TrustState {
  TRUSTED,
  /** It knows no issuer of tokens for people. */
  NOT_CONFIGURED,
  /** It trusts another issuer, or this one under another address. */
  OTHER_ISSUER,
  /** It trusts this issuer, but not tokens for our client. */
  WRONG_AUDIENCE,
  /** It does not trust the issuer's certificate. */
  CA_NOT_TRUSTED,
  /** A claim that it wants is missing or not as it wants it. */
  CLAIM_MISSING,
  /** It could not read the issuer's keys. */
  ISSUER_UNREACHABLE,
  /** It has keys of this issuer, but not the one that signed. */
  KEYS_OUTDATED,
  /** Its clock and ours differ. */
  CLOCK,
  /** The credentials with which the cluster was added may not ask. */
  FORBIDDEN_TO_ASK,
  /** It refuses for a reason of its own. */
  UNCLEAR;

  /** As the API and the texts call it, such as {@code wrong-audience}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
