package org.clustershare.cluster.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.platform.pem.PemBlock;

/**
 * A request for a client certificate with a new P-256 key (PKCS #10, RFC 2986).
 *
 * @param name of the CertificateSigningRequest; 64 random bits, so that no other client can take it
 *     first
 * @param keyPem the private key, PKCS #8; never leaves Cluster Share
 * @param requestPem the PKCS #10 request that is sent
 * @param fingerprint of the public key: SHA-256 of its SubjectPublicKeyInfo, hex
 */
public record SigningRequest(String name, Secret keyPem, String requestPem, String fingerprint) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NAME_BYTES = 8;

  /** A request for a user without groups. */
  public static SigningRequest of(String user) {
    try {
      var pair = keyPair();
      var request = request(user, pair);
      return new SigningRequest(
          "cluster-share-" + randomHex(),
          Secret.of(PemBlock.text("PRIVATE KEY", pair.getPrivate().getEncoded())),
          PemBlock.text("CERTIFICATE REQUEST", request.getEncoded()),
          Sha256.hex(ByteBuffer.wrap(pair.getPublic().getEncoded())));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("This Java cannot make a P-256 key", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyPair keyPair() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
    return generator.generateKeyPair();
  }

  private static PKCS10CertificationRequest request(String user, KeyPair pair)
      throws OperatorCreationException {
    var subject = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, user).build();
    return new JcaPKCS10CertificationRequestBuilder(subject, pair.getPublic())
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
  }

  private static String randomHex() {
    var bytes = new byte[NAME_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
