package org.clustershare.trust.control;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clustershare.platform.settings.Secret;

/**
 * What an ID token says of a person; whoever brings one has checked it already.
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
          Optional.ofNullable(claims.getStringListClaim("groups")).orElse(List.of()),
          claims.getExpirationTime().toInstant());
    } catch (ParseException e) {
      throw new IllegalArgumentException("not an ID token that was checked", e);
    }
  }
}
