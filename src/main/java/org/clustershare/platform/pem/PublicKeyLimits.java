package org.clustershare.platform.pem;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;
import org.clustershare.platform.problem.Message;
import org.jspecify.annotations.Nullable;

/**
 * Limits of the public keys that Cluster Share accepts from any sender. Each number is checked
 * before it is used for arithmetic: the time of an RSA operation grows with the cube of the key
 * length.
 *
 * <ul>
 *   <li>RSA: a modulus of 1,024 to 8,192 bits, and an odd public exponent from 3 to 2^31 - 1. Go's
 *       crypto/rsa, and with it every API server, accepts no shorter modulus and no larger
 *       exponent.
 *   <li>EC: one of {@link NamedCurve}.
 *   <li>Ed25519 (RFC 8032).
 * </ul>
 */
public final class PublicKeyLimits {
  public static final int MIN_RSA_BITS = 1_024;
  public static final int MAX_RSA_BITS = 8_192;
  private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(3);
  private static final BigInteger MAX_EXPONENT = BigInteger.valueOf(Integer.MAX_VALUE);

  private PublicKeyLimits() {}

  /**
   * The reason why a key is refused, which completes a sentence about it; empty for an accepted
   * key.
   */
  public static Optional<Message> refusal(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      return rsaRefusal(rsa.getModulus(), rsa.getPublicExponent());
    }
    boolean accepted =
        key instanceof ECPublicKey ec
            ? isAccepted(ec.getParams())
            : key instanceof EdECPublicKey edwards
                && edwards.getParams().getName().equals(NamedParameterSpec.ED25519.getName());
    return accepted ? Optional.empty() : Optional.of(Message.of("key.kind"));
  }

  /** Whether keys on this curve are accepted. */
  public static boolean isAccepted(@Nullable ECParameterSpec curve) {
    return curve != null && NamedCurve.of(curve).isPresent();
  }

  /**
   * The reason why an RSA key with these numbers (RFC 8017, section 3.1) is refused; empty for an
   * accepted key.
   */
  public static Optional<Message> rsaRefusal(BigInteger modulus, BigInteger exponent) {
    int bits = modulus.bitLength();
    if (bits > MAX_RSA_BITS) {
      return Optional.of(Message.of("key.rsa-long", MAX_RSA_BITS));
    }
    if (bits < MIN_RSA_BITS) {
      return Optional.of(Message.of("key.rsa-short", MIN_RSA_BITS));
    }
    boolean plausible =
        modulus.signum() > 0
            && modulus.testBit(0)
            && exponent.testBit(0)
            && exponent.compareTo(MIN_EXPONENT) >= 0
            && exponent.compareTo(MAX_EXPONENT) <= 0;
    return plausible ? Optional.empty() : Optional.of(Message.of("key.rsa-odd", MAX_EXPONENT));
  }
}
