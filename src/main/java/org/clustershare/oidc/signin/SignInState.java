package org.clustershare.oidc.signin;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code state} of a sign-in (RFC 6749, section 10.12), which travels to the provider and back.
 * {@link SignInStates} signs it: anyone can read it, no one can change it. So the server stores
 * nothing for people who have not signed in, however many start.
 *
 * @param kind the purpose of the sign-in
 * @param id random, for one use; the PKCE verifier and the nonce are derived from it
 * @param client identifies the OIDC client: the code of one client is never redeemed at another
 *     (mix-up, RFC 9700, section 4.4)
 * @param details the kind's own data, such as the share or the requested page
 * @param issuedAt the start of the sign-in, to the second
 */
public record SignInState(
    SignInKind kind, String id, String client, Map<String, String> details, Instant issuedAt) {
  /** Time limit for a sign-in. */
  public static final Duration LIFETIME = Duration.ofMinutes(3);

  /** How long an unfinished sign-in can be restarted. */
  public static final Duration RESTART_LIFETIME = Duration.ofHours(1);

  /** Servers' clocks may differ by this time. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  /** Prefix of trust checks' states in versions without {@link #kind}. */
  private static final String EARLIER_TRUST_CHECK = "trust-";

  public SignInState {
    details = Map.copyOf(details);
  }

  /** A detail; empty text if the state has none of this name. */
  public String detail(String name) {
    return details.getOrDefault(name, "");
  }

  public boolean isExpired(Instant now) {
    return isOutside(now, LIFETIME);
  }

  /** Whether it is too late for a restart of this sign-in. */
  boolean isForgotten(Instant now) {
    return isOutside(now, RESTART_LIFETIME);
  }

  private boolean isOutside(Instant now, Duration lifetime) {
    return now.isAfter(issuedAt.plus(lifetime)) || now.isBefore(issuedAt.minus(CLOCK_TOLERANCE));
  }

  /**
   * Returns the kind that a text claims to be a state of. The claim is not verified: it only
   * selects who verifies the state, and so in which words a person reads the refusal.
   */
  public static Optional<SignInKind> claimedKind(String text) {
    if (text.startsWith(EARLIER_TRUST_CHECK)) {
      return Optional.of(SignInKind.TRUST_CHECK);
    }
    var parts = text.split("\\.", -1);
    if (text.length() > SignInStates.MAX_LENGTH || parts.length != 3) {
      return Optional.empty();
    }
    try {
      var claims = JSONObjectUtils.parse(new Base64URL(parts[1]).decodeToString());
      // The parser returns null for the text null.
      return claims != null && claims.get(SignInStates.KIND) instanceof String kind
          ? SignInKind.of(kind)
          : Optional.empty();
    } catch (ParseException notJson) {
      return Optional.empty();
    }
  }
}
