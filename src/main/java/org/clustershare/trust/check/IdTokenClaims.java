package org.clustershare.trust.check;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clustershare.platform.crypto.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Claims of an ID token that the caller has already verified.
 *
 * @param email the claim {@code email}
 * @param groups the claim {@code groups}
 * @param expiry the claim {@code exp}
 */
record IdTokenClaims(String email, List<String> groups, Instant expiry) {

  static IdTokenClaims of(Secret token) {
    try {
      var claims = SignedJWT.parse(token.reveal()).getJWTClaimsSet();
      return new IdTokenClaims(
          Optional.ofNullable(claims.getStringClaim("email")).orElse(""),
          groups(claims.getClaim("groups")),
          claims.getExpirationTime().toInstant());
    } catch (ParseException e) {
      throw new IllegalArgumentException("not a verified ID token", e);
    }
  }

  /** The groups of a list or of a single text; other values are ignored. */
  private static List<String> groups(@Nullable Object claim) {
    if (claim instanceof String one) {
      return List.of(one);
    }
    return claim instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }
}
