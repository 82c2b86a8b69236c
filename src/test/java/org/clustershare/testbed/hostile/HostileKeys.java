package org.clustershare.testbed.hostile;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Private keys and certificates whose numbers no honest program writes, as PEM. */
public final class HostileKeys {
  /** The numbers of an RSA key, in the order of RFC 8017, appendix A.1.2. */
  public enum Part {
    N,
    E,
    D,
    P,
    Q,
    DP,
    DQ,
    Q_INV
  }

  private static final List<Integer> BITS = List.of(0, 1, 17, 1_024, 2_048, 9_000, 60_000, 500_000);
  private static final List<String> FORMS = List.of("RSA PRIVATE KEY", "PRIVATE KEY");
  private static final KeyPair RSA = keys("RSA", 2_048);
  private static final KeyPair EC = keys("EC", 256);

  private HostileKeys() {}

  static KeyPair keys(String algorithm, int size) {
    try {
      var generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(size);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An honest RSA key of 2,048 bits, of which one part is another number. */
  public static String rsa(Part part, BigInteger instead, String form) {
    var numbers = numbers((RSAPrivateCrtKey) RSA.getPrivate());
    numbers.put(part, instead);
    return rsa(0, numbers, form);
  }

  /** The honest key in a form: {@code RSA PRIVATE KEY} or {@code PRIVATE KEY}. */
  public static String rsa(KeyPair keys, String form) {
    return rsa(0, numbers((RSAPrivateCrtKey) keys.getPrivate()), form);
  }

  /** A key with more than two primes (RFC 8017, version 1). */
  public static String multiPrime(String form) {
    return rsa(1, numbers((RSAPrivateCrtKey) RSA.getPrivate()), form);
  }

  private static Map<Part, BigInteger> numbers(RSAPrivateCrtKey key) {
    var numbers = new EnumMap<Part, BigInteger>(Part.class);
    numbers.put(Part.N, key.getModulus());
    numbers.put(Part.E, key.getPublicExponent());
    numbers.put(Part.D, key.getPrivateExponent());
    numbers.put(Part.P, key.getPrimeP());
    numbers.put(Part.Q, key.getPrimeQ());
    numbers.put(Part.DP, key.getPrimeExponentP());
    numbers.put(Part.DQ, key.getPrimeExponentQ());
    numbers.put(Part.Q_INV, key.getCrtCoefficient());
    return numbers;
  }

  private static String rsa(int version, Map<Part, BigInteger> numbers, String form) {
    var parts = new ASN1EncodableVector();
    parts.add(new ASN1Integer(version));
    numbers.values().forEach(number -> parts.add(new ASN1Integer(number)));
    if (version > 0) {
      var three = new ASN1Integer(3);
      parts.add(new DERSequence(new DERSequence(new ASN1Encodable[] {three, three, three})));
    }
    var algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    return pem(form, new DERSequence(parts), algorithm);
  }

  /**
   * A key of SEC 1 or PKCS #8.
   *
   * @param curve an object identifier, or parameters that are written out
   */
  public static String ec(BigInteger scalar, ASN1Encodable curve, String form) {
    var parts = new ASN1EncodableVector();
    parts.add(new ASN1Integer(1));
    parts.add(new DEROctetString(scalar.toByteArray()));
    if (form.startsWith("EC")) {
      parts.add(new DERTaggedObject(true, 0, curve));
    }
    return pem(
        form,
        new DERSequence(parts),
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve));
  }

  /** The parameters of a curve over a field of so many bits (X9.62), written out. */
  public static ASN1Encodable explicitCurve(int bits) {
    var prime = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.valueOf(189));
    var field =
        new DERSequence(
            new ASN1Encodable[] {X9ObjectIdentifiers.prime_field, new ASN1Integer(prime)});
    var element = new DEROctetString(new byte[bits / 8]);
    return new DERSequence(
        new ASN1Encodable[] {
          new ASN1Integer(1),
          field,
          new DERSequence(new ASN1Encodable[] {element, element}),
          new DEROctetString(new byte[1 + bits / 4]),
          new ASN1Integer(prime),
          new ASN1Integer(1)
        });
  }

  private static String pem(String form, DERSequence key, AlgorithmIdentifier algorithm) {
    try {
      return pem(
          form,
          form.equals("PRIVATE KEY")
              ? new PrivateKeyInfo(algorithm, key).getEncoded()
              : key.getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A block of these bytes. */
  public static String pem(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), label);
  }

  /** A certificate for the honest RSA key, so that a pair check goes on to its signature. */
  public static byte[] certificate() {
    var key = (RSAPrivateCrtKey) RSA.getPrivate();
    return certificate(key.getModulus(), key.getPublicExponent());
  }

  /** A certificate for the RSA key with these two numbers; its signature is another key's. */
  public static byte[] certificate(BigInteger modulus, BigInteger exponent) {
    return certificate(
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
        new DERSequence(new ASN1Encodable[] {new ASN1Integer(modulus), new ASN1Integer(exponent)}));
  }

  private static byte[] certificate(AlgorithmIdentifier algorithm, ASN1Encodable key) {
    try {
      var name = new X500Name("CN=somebody");
      var now = Instant.now();
      return new X509v3CertificateBuilder(
              name,
              BigInteger.ONE,
              Date.from(now.minusSeconds(3_600)),
              Date.from(now.plusSeconds(3_600)),
              name,
              new SubjectPublicKeyInfo(algorithm, key))
          .build(new JcaContentSignerBuilder("SHA256withECDSA").build(EC.getPrivate()))
          .getEncoded();
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A certificate of a good RSA or EC key, or of one with a number of any size, or broken. */
  public static byte[] certificate(Random random) {
    var rsa = (RSAPrivateCrtKey) RSA.getPrivate();
    var der =
        certificate(
            random.nextBoolean() ? rsa.getModulus() : number(random),
            random.nextBoolean() ? rsa.getPublicExponent() : number(random));
    return random.nextInt(3) == 0 ? broken(random, der) : der;
  }

  /** A private key of any form with numbers of any size, or broken. */
  public static String privateKey(Random random) {
    var form = FORMS.get(random.nextInt(FORMS.size()));
    return switch (random.nextInt(4)) {
      case 0 -> {
        var numbers = numbers((RSAPrivateCrtKey) RSA.getPrivate());
        for (int i = 0; i < 3; i++) {
          numbers.put(part(random), number(random));
        }
        yield rsa(random.nextInt(2), numbers, form);
      }
      case 1 -> rsa(part(random), number(random), form);
      case 2 -> ec(random);
      default ->
          pem(
              "PRIVATE KEY",
              broken(random, (random.nextBoolean() ? RSA : EC).getPrivate().getEncoded()));
    };
  }

  private static Part part(Random random) {
    return Part.values()[random.nextInt(Part.values().length)];
  }

  private static String ec(Random random) {
    var curve =
        random.nextBoolean()
            ? explicitCurve(8 * (1 + random.nextInt(2_000)))
            : new ASN1ObjectIdentifier("1.3.132.0." + random.nextInt(40));
    return ec(number(random), curve, random.nextBoolean() ? "EC PRIVATE KEY" : "PRIVATE KEY");
  }

  private static BigInteger number(Random random) {
    var number = new BigInteger(BITS.get(random.nextInt(BITS.size())), random);
    return random.nextInt(8) == 0 ? number.negate() : number;
  }

  private static byte[] broken(Random random, byte[] der) {
    var broken = der.clone();
    for (int i = 0; i <= random.nextInt(4); i++) {
      broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
    }
    return broken;
  }
}
