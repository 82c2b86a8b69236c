package org.clustershare.platform.pem;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.clustershare.platform.problem.Message;

/**
 * Numbers of a private RSA key with two primes (RFC 8017, section 3.2). The JDK uses the primes and
 * exponents without comparing them with the modulus, and its time grows with the cube of their
 * length.
 *
 * @param n the modulus
 * @param e the public exponent
 * @param d the private exponent
 * @param p the first prime
 * @param q the second prime
 * @param dP d mod (p - 1)
 * @param dQ d mod (q - 1)
 * @param qInv the inverse of q mod p
 */
record RsaPrivateKeyNumbers(
    BigInteger n,
    BigInteger e,
    BigInteger d,
    BigInteger p,
    BigInteger q,
    BigInteger dP,
    BigInteger dQ,
    BigInteger qInv) {
  private static final int PARTS = 9;

  /**
   * FIPS 186-5, appendix A.1.1, requires primes of half the modulus' length; a few more bits are
   * tolerated.
   */
  private static final int TOLERANCE_BITS = 32;

  /** Reads an RSAPrivateKey (RFC 8017, appendix A.1.2). */
  static RsaPrivateKeyNumbers of(ASN1Primitive content) throws InvalidPrivateKeyException {
    if (ASN1Sequence.getInstance(content).size() > PARTS) {
      throw new InvalidPrivateKeyException(Message.of("key.rsa-primes"));
    }
    var key = RSAPrivateKey.getInstance(content);
    return new RsaPrivateKeyNumbers(
        key.getModulus(),
        key.getPublicExponent(),
        key.getPrivateExponent(),
        key.getPrime1(),
        key.getPrime2(),
        key.getExponent1(),
        key.getExponent2(),
        key.getCoefficient());
  }

  /** Checks each number and their relations, then builds the key. */
  PrivateKey key() throws InvalidPrivateKeyException, GeneralSecurityException {
    var refusal = PublicKeyLimits.rsaRefusal(n, e);
    if (refusal.isPresent()) {
      throw new InvalidPrivateKeyException(refusal.get());
    }
    if (!isBounded() || !isConsistent()) {
      throw new InvalidPrivateKeyException(Message.of("key.rsa-apart"));
    }
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new RSAPrivateCrtKeySpec(n, e, d, p, q, dP, dQ, qInv));
  }

  private boolean isBounded() {
    int maxBits = n.bitLength() / 2 + TOLERANCE_BITS;
    return Stream.of(d, dP, dQ, qInv).allMatch(number -> number.signum() > 0)
        && Stream.of(p, q)
            .allMatch(
                prime -> prime.signum() > 0 && prime.testBit(0) && prime.bitLength() <= maxBits)
        && d.compareTo(n) < 0
        && dP.compareTo(p) < 0
        && dQ.compareTo(q) < 0
        && qInv.compareTo(p) < 0;
  }

  /**
   * Whether the numbers fit each other (RFC 8017, section 3.2). Needs only products and remainders,
   * no exponentiation.
   */
  private boolean isConsistent() {
    var beforeP = p.subtract(BigInteger.ONE);
    var beforeQ = q.subtract(BigInteger.ONE);
    return p.multiply(q).equals(n)
        && beforeP.signum() > 0
        && beforeQ.signum() > 0
        && isInverse(e, dP, beforeP)
        && isInverse(e, dQ, beforeQ)
        && isInverse(e, d, beforeP)
        && isInverse(e, d, beforeQ)
        && isInverse(q, qInv, p);
  }

  private static boolean isInverse(BigInteger one, BigInteger other, BigInteger modulus) {
    return one.multiply(other).mod(modulus).equals(BigInteger.ONE);
  }

  @Override
  public String toString() {
    return "•••";
  }
}
