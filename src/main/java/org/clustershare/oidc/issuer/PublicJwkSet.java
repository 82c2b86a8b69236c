package org.clustershare.oidc.issuer;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clustershare.platform.pem.PublicKeyLimits;

/**
 * Reads the public keys of an issuer (RFC 7517): at most 100, within {@link PublicKeyLimits}. Only
 * the members that a signature's check needs are read, each of at most 2,048 characters: the SDK
 * computes with the coordinates of a curve while it parses them, and parses certificates that are
 * not needed. Private parts and shared secrets are dropped with the rest.
 */
public final class PublicJwkSet {
  private static final int MOST_KEYS = 100;
  // In base64url; the modulus of an RSA key of 8,192 bits has 1,366 characters.
  private static final int LONGEST_MEMBER = 2_048;
  private static final int LONGEST_EXPONENT_BITS = 64;
  private static final Set<String> MEMBERS =
      Set.of("kty", "use", "alg", "kid", "crv", "n", "e", "x", "y");
  private static final String OPERATIONS = "key_ops";
  private static final Set<KeyType> TYPES = Set.of(KeyType.RSA, KeyType.EC, KeyType.OKP);

  private PublicJwkSet() {}

  /**
   * The keys in a document.
   *
   * @throws IOException when there are too many keys, or one is too large
   * @throws ParseException when it is no JWK set
   */
  public static JWKSet parse(String document) throws IOException, ParseException {
    var set = JSONObjectUtils.parse(document);
    if (set == null) { // what the SDK makes of the text null
      throw new ParseException("no JSON object", 0);
    }
    var keys = JSONObjectUtils.getJSONObjectArray(set, "keys");
    if (keys == null) {
      throw new ParseException("no member keys", 0);
    }
    if (keys.length > MOST_KEYS) {
      throw tooMuch();
    }
    var found = new ArrayList<JWK>();
    for (var key : keys) {
      if (key == null) {
        continue; // one unusable entry must not stop all sign-ins
      }
      key(key).filter(PublicJwkSet::isTaken).ifPresent(found::add);
    }
    return new JWKSet(found);
  }

  private static Optional<JWK> key(Map<String, Object> given) throws IOException, ParseException {
    var taken = new HashMap<String, Object>();
    for (var name : MEMBERS) {
      var value = given.get(name);
      if (value instanceof String text) {
        if (text.length() > LONGEST_MEMBER) {
          throw tooMuch();
        }
        taken.put(name, text);
      }
    }
    if (given.get(OPERATIONS) instanceof List<?> operations
        && operations.size() <= MEMBERS.size()) {
      taken.put(OPERATIONS, operations);
    }
    try {
      var type = KeyType.parse(JSONObjectUtils.getString(taken, "kty"));
      // RFC 7517, section 5: keys of a type that is not understood are ignored.
      return TYPES.contains(type) ? Optional.of(requireShort(JWK.parse(taken))) : Optional.empty();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new ParseException(String.valueOf(e.getMessage()), 0);
    }
  }

  /** No honest issuer has a key whose signatures take seconds to check. */
  private static JWK requireShort(JWK key) throws IOException {
    if (key instanceof RSAKey rsa
        && (rsa.getModulus().decodeToBigInteger().bitLength() > PublicKeyLimits.MAX_RSA_BITS
            || rsa.getPublicExponent().decodeToBigInteger().bitLength() > LONGEST_EXPONENT_BITS)) {
      throw tooMuch();
    }
    return key;
  }

  private static boolean isTaken(JWK key) {
    if (key instanceof RSAKey rsa) {
      return PublicKeyLimits.rsaRefusal(
              rsa.getModulus().decodeToBigInteger(), rsa.getPublicExponent().decodeToBigInteger())
          .isEmpty();
    }
    return !(key instanceof ECKey ec)
        || PublicKeyLimits.isAccepted(ec.getCurve().toECParameterSpec());
  }

  private static IOException tooMuch() {
    return new IOException(
        "it has more than %d keys, or one that is too large".formatted(MOST_KEYS));
  }
}
