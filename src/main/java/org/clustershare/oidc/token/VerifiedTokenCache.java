package org.clustershare.oidc.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.clustershare.oidc.issuer.ProviderSnapshot;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.platform.problem.ProblemException;

/**
 * Whom the ID tokens speak of that clients of the API bring with each of their requests. A
 * signature is checked once, and again when the issuer's keys or what we expect are others, and at
 * each request from the token's end on. Tokens are kept as their SHA-256 only, and only those that
 * passed.
 */
public final class VerifiedTokenCache {
  /** All that is kept, in bytes: some 30,000 people with five groups each. */
  private static final long ROOM = 32L << 20;

  /** What one takes beside the names in it, in bytes. */
  private static final int ENTRY = 600;

  private static final int TEXT = 56;

  private final Clock clock;
  private final Function<JWTClaimsSet, Person> rules;
  private final Cache<String, Verified> verified =
      Caffeine.newBuilder()
          .maximumWeight(ROOM)
          .weigher((String name, Verified found) -> found.size())
          .expireAfterAccess(Duration.ofMinutes(10))
          .build();

  private record Verified(Person person, Instant end, Basis basis) {
    int size() {
      return ENTRY
          + person.email().length()
          + person.name().length()
          + person.groups().stream().mapToInt(group -> TEXT + 2 * group.length()).sum();
    }
  }

  /** What a check was made with. */
  private record Basis(JWKSet keys, List<JWSAlgorithm> announced, IdTokenExpectations expected) {
    static Basis of(ProviderSnapshot issuer, IdTokenExpectations idTokenExpectations) {
      return new Basis(
          issuer.keys().current(),
          Optional.ofNullable(issuer.metadata().getIDTokenJWSAlgs()).orElseGet(List::of),
          idTokenExpectations);
    }
  }

  /**
   * Knows no token yet.
   *
   * @param rules whom claims speak of; throws when it is nobody we know people by
   */
  public VerifiedTokenCache(Clock clock, Function<JWTClaimsSet, Person> rules) {
    this.clock = clock;
    this.rules = rules;
  }

  /**
   * Whoever a token speaks of.
   *
   * @throws ProblemException as {@link IdTokenVerifier#check} and the rules
   * @throws KeySourceException when the issuer's keys cannot be had
   */
  public Person person(
      String token, ProviderSnapshot issuer, IdTokenExpectations idTokenExpectations)
      throws KeySourceException {
    var name = Sha256.hex(token);
    // Looked at before the check: keys that come meanwhile make it be done once more.
    var basis = Basis.of(issuer, idTokenExpectations);
    var found = verified.getIfPresent(name);
    if (found != null && found.basis().equals(basis) && clock.instant().isBefore(found.end())) {
      return found.person();
    }
    var claims = new IdTokenVerifier(clock).check(token, issuer, idTokenExpectations);
    var person = rules.apply(claims);
    verified.put(name, new Verified(person, claims.getExpirationTime().toInstant(), basis));
    return person;
  }
}
