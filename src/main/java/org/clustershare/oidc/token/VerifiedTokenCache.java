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
 * Cache of the people named by the ID tokens that API clients send with each request. A signature
 * is verified once, and again when the issuer's keys or the expectations change. From a token's
 * expiry on, each request verifies it. The cache holds only tokens that passed, and of these only
 * the SHA-256.
 */
public final class VerifiedTokenCache {
  /** Limit of all entries together, in bytes: some 30,000 people with five groups each. */
  private static final long MAX_BYTES = 32L << 20;

  /** Size of an entry without its texts, in bytes. */
  private static final int ENTRY_BYTES = 600;

  private static final int TEXT_BYTES = 56;

  private final Clock clock;
  private final Function<JWTClaimsSet, Person> policy;
  private final Cache<String, Entry> entries =
      Caffeine.newBuilder()
          .maximumWeight(MAX_BYTES)
          .weigher((String hash, Entry entry) -> entry.size())
          .expireAfterAccess(Duration.ofMinutes(10))
          .build();

  private record Entry(Person person, Instant expiresAt, Basis basis) {
    int size() {
      return ENTRY_BYTES
          + person.email().length()
          + person.name().length()
          + person.groups().stream().mapToInt(group -> TEXT_BYTES + 2 * group.length()).sum();
    }
  }

  /** The inputs of a verification. */
  private record Basis(
      JWKSet keys, List<JWSAlgorithm> algorithms, IdTokenExpectations expectations) {
    static Basis of(ProviderSnapshot issuer, IdTokenExpectations expectations)
        throws KeySourceException {
      return new Basis(
          issuer.keys().current(),
          Optional.ofNullable(issuer.metadata().getIDTokenJWSAlgs()).orElseGet(List::of),
          expectations);
    }
  }

  /**
   * Creates an empty cache.
   *
   * @param policy returns the person that claims name; throws if they identify no person
   */
  public VerifiedTokenCache(Clock clock, Function<JWTClaimsSet, Person> policy) {
    this.clock = clock;
    this.policy = policy;
  }

  /**
   * Returns the person that a token names.
   *
   * @throws ProblemException as {@link IdTokenVerifier#check} and the policy
   * @throws KeySourceException if the issuer's keys are unavailable
   */
  public Person person(String token, ProviderSnapshot issuer, IdTokenExpectations expectations)
      throws KeySourceException {
    var hash = Sha256.hex(token);
    // Read before the check: if the keys change meanwhile, the next request checks again.
    var basis = Basis.of(issuer, expectations);
    var entry = entries.getIfPresent(hash);
    if (entry != null
        && entry.basis().equals(basis)
        && clock.instant().isBefore(entry.expiresAt())) {
      return entry.person();
    }
    var claims = new IdTokenVerifier(clock).check(token, issuer, expectations);
    var person = policy.apply(claims);
    entries.put(hash, new Entry(person, claims.getExpirationTime().toInstant(), basis));
    return person;
  }
}
