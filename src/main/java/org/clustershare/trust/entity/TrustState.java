package org.clustershare.trust.entity;

import java.util.Locale;

/** Result of a trust check: whether an API server accepts the issuer's tokens, and if not, why. */
public enum TrustState {
  TRUSTED,
  /** It has no OIDC issuer configured. */
  NOT_CONFIGURED,
  /** It trusts another issuer, or this issuer under another address. */
  OTHER_ISSUER,
  /** It trusts this issuer, but not tokens for this client. */
  WRONG_AUDIENCE,
  /** It does not trust the issuer's certificate. */
  CA_NOT_TRUSTED,
  /** A required claim is missing or has another value. */
  CLAIM_MISSING,
  /** It could not fetch the issuer's keys. */
  ISSUER_UNREACHABLE,
  /** It has keys of this issuer, but not the key that signed the token. */
  KEYS_OUTDATED,
  /** Its clock differs from that of Cluster Share. */
  CLOCK,
  /** The cluster's stored credentials may not create token reviews. */
  FORBIDDEN_TO_ASK,
  /** It refuses the token for another reason. */
  UNCLEAR;

  /** The identifier in the API and the message bundles, such as {@code wrong-audience}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
