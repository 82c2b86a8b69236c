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
 * Parser for an issuer's public keys (RFC 7517): at most 100, within {@link PublicKeyLimits}. It
 * reads only the members that the verification of a signature needs, each of at most 2,048
 * characters. The reason: the SDK computes with a curve's coordinates while it parses them, and
 * parses unneeded certificates. Private parts and shared secrets are dropped with the rest.
 */
public final class PublicJwkSet {
  private static final int MAX_KEYS = 100;
  // In base64url; the modulus of an RSA key of 8,192 bits has 1,366 characters.
  private static final int MAX_MEMBER_LENGTH = 2_048;
  private static final int MAX_EXPONENT_BITS = 64;
  private static final Set<String> MEMBERS =
      Set.of("kty", "use", "alg", "kid", "crv", "n", "e", "x", "y");
  private static final String OPERATIONS = "key_ops";
  private static final Set<KeyType> TYPES = Set.of(KeyType.RSA, KeyType.EC, KeyType.OKP);

  private PublicJwkSet() {}

  /**
   * Returns the keys in a document.
   *
   * @throws IOException if there are too many keys, or one is too large
   * @throws ParseException if the document is no JWK set
   */
  public static JWKSet parse(String document) throws IOException, ParseException {
    var set = JSONObjectUtils.parse(document);
    if (set == null) { // the SDK's result for the text null
      throw new ParseException("no JSON object", 0);
    }
    var keys = JSONObjectUtils.getJSONObjectArray(set, "keys");
    if (keys == null) {
      throw new ParseException("no member keys", 0);
    }
    if (keys.length > MAX_KEYS) {
      throw limitExceeded();
    }
    var found = new ArrayList<JWK>();
    for (var key : keys) {
      if (key == null) {
        continue; // one unusable entry must not stop all sign-ins
      }
      key(key).filter(PublicJwkSet::isAccepted).ifPresent(found::add);
    }
    return new JWKSet(found);
  }

  private static Optional<JWK> key(Map<String, Object> members) throws IOException, ParseException {
    var accepted = new HashMap<String, Object>();
    for (var name : MEMBERS) {
      var value = members.get(name);
      if (value instanceof String text) {
        if (text.length() > MAX_MEMBER_LENGTH) {
          throw limitExceeded();
        }
        accepted.put(name, text);
      }
    }
    if (members.get(OPERATIONS) instanceof List<?> operations
        && operations.size() <= MEMBERS.size()) {
      accepted.put(OPERATIONS, operations);
    }
    try {
      var type = KeyType.parse(JSONObjectUtils.getString(accepted, "kty"));
      // RFC 7517, section 5: keys of a type that is not understood are ignored.
      return TYPES.contains(type)
          ? Optional.of(requireShort(JWK.parse(accepted)))
          : Optional.empty();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new ParseException(String.valueOf(e.getMessage()), 0);
    }
  }

  /** Refuses a key whose signatures take seconds to verify; no honest issuer has one. */
  private static JWK requireShort(JWK key) throws IOException {
    if (key instanceof RSAKey rsa
        && (rsa.getModulus().decodeToBigInteger().bitLength() > PublicKeyLimits.MAX_RSA_BITS
            || rsa.getPublicExponent().decodeToBigInteger().bitLength() > MAX_EXPONENT_BITS)) {
      throw limitExceeded();
    }
    return key;
  }

  private static boolean isAccepted(JWK key) {
    if (key instanceof RSAKey rsa) {
      return PublicKeyLimits.rsaRefusal(
              rsa.getModulus().decodeToBigInteger(), rsa.getPublicExponent().decodeToBigInteger())
          .isEmpty();
    }
    return !(key instanceof ECKey ec)
        || PublicKeyLimits.isAccepted(ec.getCurve().toECParameterSpec());
  }

  private static IOException limitExceeded() {
    return new IOException(
        "it has more than %d keys, or one that is too large".formatted(MAX_KEYS));
  }
}
