package org.clustershare.oidc.issuer;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clustershare.platform.pem.PublicKeyLimits;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's public keys (RFC 7517): at most 100, within {@link PublicKeyLimits}. The parser reads
 * only the members that the verification of a signature needs, each of at most 2,048 characters.
 * The reason: the SDK computes with a curve's coordinates while it parses them, and parses unneeded
 * certificates. Private parts and shared secrets are dropped with the rest.
 *
 * @param keys the keys that Cluster Share can use
 * @param omitted the number of entries that are malformed, too large or of an unknown type
 */
public record PublicJwkSet(JWKSet keys, int omitted) {
  private static final int MAX_KEYS = 100;
  // In base64url; the modulus of an RSA key of 8,192 bits has 1,366 characters.
  private static final int MAX_MEMBER_LENGTH = 2_048;
  private static final Set<String> MEMBERS =
      Set.of("kty", "use", "alg", "kid", "crv", "n", "e", "x", "y");
  private static final String OPERATIONS = "key_ops";
  private static final Set<KeyType> TYPES = Set.of(KeyType.RSA, KeyType.EC, KeyType.OKP);

  /**
   * Returns the keys in a document. An entry that is no usable key is omitted (RFC 7517, section
   * 5), so that it does not stop sign-ins with the other keys.
   *
   * @throws IOException if there are too many keys
   * @throws ParseException if the document is no JWK set
   */
  public static PublicJwkSet parse(String document) throws IOException, ParseException {
    var set = JSONObjectUtils.parse(document);
    if (set == null) { // the SDK's result for the text null
      throw new ParseException("no JSON object", 0);
    }
    var entries = JSONObjectUtils.getJSONArray(set, "keys");
    if (entries == null) {
      throw new ParseException("no member keys", 0);
    }
    if (entries.size() > MAX_KEYS) {
      throw new IOException("it has more than %d keys".formatted(MAX_KEYS));
    }
    var keys = entries.stream().flatMap(entry -> key(entry).stream()).toList();
    return new PublicJwkSet(new JWKSet(keys), entries.size() - keys.size());
  }

  private static Optional<JWK> key(@Nullable Object entry) {
    if (!(entry instanceof Map<?, ?> members)) {
      return Optional.empty();
    }
    var needed = new HashMap<String, Object>();
    for (var name : MEMBERS) {
      if (members.get(name) instanceof String text) {
        if (text.length() > MAX_MEMBER_LENGTH) {
          return Optional.empty();
        }
        needed.put(name, text);
      }
    }
    if (members.get(OPERATIONS) instanceof List<?> operations
        && operations.size() <= MEMBERS.size()) {
      needed.put(OPERATIONS, operations);
    }
    try {
      return TYPES.contains(KeyType.parse(JSONObjectUtils.getString(needed, "kty")))
          ? Optional.of(JWK.parse(needed)).filter(PublicJwkSet::isAccepted)
          : Optional.empty();
    } catch (ParseException | RuntimeException malformed) {
      // For a curve that does not fit its coordinates, among others, the SDK throws any type.
      return Optional.empty();
    }
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
}
