package org.clustershare.platform.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.clustershare.testbed.hostile.HostileKeys;
import org.clustershare.testbed.hostile.HostileKeys.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which private keys are read; {@code ClientKey} and uploads both read by this class. */
class PrivateKeyPemTest {
  private static final ASN1ObjectIdentifier P_256 = new ASN1ObjectIdentifier("1.2.840.10045.3.1.7");

  private static KeyPair keys(String algorithm, int size) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance(algorithm);
    if (size > 0) {
      generator.initialize(size);
    }
    return generator.generateKeyPair();
  }

  @ParameterizedTest
  @CsvSource({"RSA, 1024", "RSA, 2048", "RSA, 3072", "EC, 256", "EC, 384", "EC, 521", "Ed25519, 0"})
  void everyUsualKeyIsReadAsItIs(String algorithm, int size) throws Exception {
    var key = keys(algorithm, size).getPrivate();

    assertThat(PrivateKeyPem.read(HostileKeys.pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA PRIVATE KEY", "PRIVATE KEY"})
  void bothFormsOfRsaGiveTheSameKey(String form) throws Exception {
    var keys = keys("RSA", 2048);

    assertThat(PrivateKeyPem.read(HostileKeys.rsa(keys, form))).isEqualTo(keys.getPrivate());
  }

  @Test
  void sec1IsReadAsOpensslWritesIt() throws Exception {
    var key = (ECPrivateKey) keys("EC", 256).getPrivate();
    var parameters = HostileKeys.pem("EC PARAMETERS", P_256.getEncoded());

    assertThat(PrivateKeyPem.read(parameters + HostileKeys.ec(key.getS(), P_256, "EC PRIVATE KEY")))
        .isEqualTo(key);
  }

  @ParameterizedTest
  @EnumSource(Part.class)
  void eachPartOfAnRsaKeyHasBothBounds(Part part) {
    for (var form : new String[] {"RSA PRIVATE KEY", "PRIVATE KEY"}) {
      for (var number :
          new BigInteger[] {
            BigInteger.ZERO,
            BigInteger.ONE.negate(),
            BigInteger.ONE,
            BigInteger.TWO,
            BigInteger.ONE.shiftLeft(9_000).add(BigInteger.ONE),
            BigInteger.ONE.shiftLeft(200_000).add(BigInteger.ONE)
          }) {
        assertThatThrownBy(() -> PrivateKeyPem.read(HostileKeys.rsa(part, number, form)))
            .as("%s of %d bits in %s", part, number.bitLength(), form)
            .isInstanceOf(InvalidPrivateKeyException.class);
      }
    }
  }

  @Test
  void aRefusalSaysWhichBoundWasBroken() {
    var large = BigInteger.ONE.shiftLeft(9_000).add(BigInteger.ONE);
    var huge = BigInteger.ONE.shiftLeft(200_000);

    assertRefused(HostileKeys.rsa(Part.N, large, "PRIVATE KEY"), "longer than 8192 bits");
    assertRefused(HostileKeys.rsa(Part.N, BigInteger.TEN, "PRIVATE KEY"), "shorter than 1024 bits");
    assertRefused(HostileKeys.rsa(Part.P, huge, "PRIVATE KEY"), "larger than 16 KiB");
    assertRefused(HostileKeys.rsa(Part.D, BigInteger.ZERO, "PRIVATE KEY"), "belong together");
    assertRefused(HostileKeys.multiPrime("PRIVATE KEY"), "more than two primes");
    assertRefused(
        HostileKeys.ec(BigInteger.TEN, HostileKeys.explicitCurve(256), "PRIVATE KEY"),
        "does not name the curve");
    assertRefused(
        HostileKeys.ec(BigInteger.TEN, HostileKeys.explicitCurve(256), "EC PRIVATE KEY"),
        "does not name the curve");
    assertRefused(
        HostileKeys.ec(BigInteger.TEN, new ASN1ObjectIdentifier("1.3.132.0.10"), "PRIVATE KEY"),
        "does not name the curve");
    assertRefused(HostileKeys.ec(BigInteger.ZERO, P_256, "PRIVATE KEY"), "not on its curve");
    assertRefused(
        HostileKeys.ec(BigInteger.ONE.shiftLeft(256), P_256, "PRIVATE KEY"), "not on its curve");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ed448", "DSA", "DH", "X25519"})
  void keysThatNoApiServerTakesAreRefused(String algorithm) throws Exception {
    var key = keys(algorithm, 0).getPrivate();

    assertRefused(HostileKeys.pem("PRIVATE KEY", key.getEncoded()), "not an unencrypted");
  }

  @Test
  void nestedDerIsRefused() {
    var der = new byte[8_000];
    for (int i = 0; i < der.length; i += 2) {
      der[i] = 0x30;
      der[i + 1] = (byte) 0x80;
    }

    assertRefused(HostileKeys.pem("PRIVATE KEY", der), "not an unencrypted");
  }

  private static void assertRefused(String pem, String phrase) {
    assertThatThrownBy(() -> PrivateKeyPem.read(pem))
        .isInstanceOfSatisfying(
            InvalidPrivateKeyException.class, e -> assertThat(e.phrase()).contains(phrase));
  }
}
