package org.clustershare.identity.limit;

import org.clustershare.platform.config.SettingValues;

/**
 * Requests in a minute, for each person, network address or link. By default, sign-ins leave room
 * for an office of some thousand people behind one address. The other defaults are above what one
 * instance answers: it is protected by the limits of requests at once.
 *
 * @param signIns for each network address ({@code max-sign-ins-per-minute})
 * @param linkOpenings for each network address ({@code max-link-openings-per-minute}); a link has
 *     20 times as many
 * @param calls for each person, and for each network address of strangers ({@code
 *     max-calls-per-minute})
 */
public record RateLimitSettings(int signIns, int linkOpenings, int calls) {
  private static final int SIGN_INS = 1_200;
  private static final int LINK_OPENINGS = 600_000;
  private static final int CALLS = 600_000;

  public static RateLimitSettings read(SettingValues values) {
    return new RateLimitSettings(
        values.count("max-sign-ins-per-minute", SIGN_INS),
        values.count("max-link-openings-per-minute", LINK_OPENINGS),
        values.count("max-calls-per-minute", CALLS));
  }

  int perMinute(RateLimit limit) {
    return switch (limit) {
      case SIGN_INS -> signIns;
      case LINK_OPENINGS -> linkOpenings;
      case CALLS -> calls;
    };
  }
}
