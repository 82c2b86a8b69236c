package org.clustershare.platform.pem;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.clustershare.platform.problem.Message;
import org.jspecify.annotations.Nullable;

/**
 * Reads private keys from PEM (RFC 7468): PKCS #1, SEC 1 or PKCS #8, without a password, of at most
 * 16 KiB. Every number of a key is checked before the key is built, so that no operation with it
 * takes long. Accepted are RSA within {@link RsaPrivateKeyNumbers}, EC on a {@link NamedCurve}, and
 * Ed25519 (RFC 8410).
 */
public final class PrivateKeyPem {
  private static final String PKCS8 = "PRIVATE KEY";
  private static final String PKCS1 = "RSA PRIVATE KEY";
  private static final String SEC1 = "EC PRIVATE KEY";
  private static final Set<String> LABELS = Set.of(PKCS8, PKCS1, SEC1);
  private static final int MAX_DER_BYTES = 16 << 10;
  private static final int ED25519_BYTES = 32;

  private PrivateKeyPem() {}

  /** Reads the first private key of a text and skips other blocks, such as EC PARAMETERS. */
  public static PrivateKey read(String pem) throws InvalidPrivateKeyException {
    var block =
        PemBlock.all(pem).stream()
            .filter(found -> LABELS.contains(found.label()))
            .findFirst()
            .orElseThrow(PrivateKeyPem::unreadable);
    var der = block.der().orElseThrow(PrivateKeyPem::unreadable);
    if (der.length > MAX_DER_BYTES) {
      throw new InvalidPrivateKeyException(Message.of("key.large", MAX_DER_BYTES >> 10));
    }
    try {
      var content = ASN1Primitive.fromByteArray(der);
      return switch (block.label()) {
        case PKCS1 -> RsaPrivateKeyNumbers.of(content).key();
        case SEC1 -> ec(content, null);
        default -> pkcs8(PrivateKeyInfo.getInstance(content));
      };
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // Without the cause: the parser's message can quote the key.
      throw unreadable();
    }
  }

  private static PrivateKey pkcs8(PrivateKeyInfo info)
      throws IOException, GeneralSecurityException, InvalidPrivateKeyException {
    var algorithm = info.getPrivateKeyAlgorithm();
    var kind = algorithm.getAlgorithm();
    if (kind.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return RsaPrivateKeyNumbers.of(info.parsePrivateKey().toASN1Primitive()).key();
    }
    if (kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return ec(info.parsePrivateKey().toASN1Primitive(), algorithm.getParameters());
    }
    if (kind.equals(EdECObjectIdentifiers.id_Ed25519)) {
      return ed25519(ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets());
    }
    throw unreadable();
  }

  /**
   * An EC private key (RFC 5915).
   *
   * @param outer the curve that PKCS #8 names; null if the key itself has to name it
   */
  private static PrivateKey ec(ASN1Primitive content, @Nullable ASN1Encodable outer)
      throws GeneralSecurityException, InvalidPrivateKeyException {
    var key = org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(content);
    var named = outer == null ? key.getParametersObject() : outer;
    if (!(named instanceof ASN1ObjectIdentifier oid)) {
      // Explicit curve parameters are never used for arithmetic.
      throw curveUnnamed();
    }
    var curve = NamedCurve.ofOid(oid.getId()).orElseThrow(PrivateKeyPem::curveUnnamed);
    var scalar = key.getKey();
    if (scalar.signum() <= 0 || scalar.compareTo(curve.parameters().getOrder()) >= 0) {
      throw new InvalidPrivateKeyException(Message.of("key.ec-number"));
    }
    return KeyFactory.getInstance("EC")
        .generatePrivate(new ECPrivateKeySpec(scalar, curve.parameters()));
  }

  private static PrivateKey ed25519(byte[] seed)
      throws GeneralSecurityException, InvalidPrivateKeyException {
    if (seed.length != ED25519_BYTES) {
      throw unreadable();
    }
    return KeyFactory.getInstance("Ed25519")
        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
  }

  private static InvalidPrivateKeyException curveUnnamed() {
    return new InvalidPrivateKeyException(Message.of("key.ec-unnamed"));
  }

  private static InvalidPrivateKeyException unreadable() {
    return new InvalidPrivateKeyException(Message.of("key.unreadable"));
  }
}
