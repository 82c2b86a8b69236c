package org.clustershare.testbed.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate with its key, made for a test. */
public final class Certificate {
  private final X509Certificate certificate;
  private final KeyPair keys;

  private Certificate(X509Certificate certificate, KeyPair keys) {
    this.certificate = certificate;
    this.keys = keys;
  }

  /** What kind of certificate it is. */
  public enum Kind {
    CA,
    /** Says that it is a CA and must not sign certificates. */
    CA_THAT_MAY_NOT_SIGN,
    /** A server's, for 127.0.0.1 and localhost. */
    SERVER
  }

  /** One that signed itself. */
  public static Certificate selfSigned(String name, Kind kind) {
    return make(name, kind, Optional.empty(), Instant.now().plus(Duration.ofDays(30)));
  }

  /** One that signed itself and whose time ended. */
  public static Certificate expired(String name) {
    return make(name, Kind.CA, Optional.empty(), Instant.now().minus(Duration.ofDays(1)));
  }

  /** One that this one signs. */
  public Certificate sign(String name, Kind kind) {
    return make(name, kind, Optional.of(this), Instant.now().plus(Duration.ofDays(30)));
  }

  private static Certificate make(
      String name, Kind kind, Optional<Certificate> signer, Instant until) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var keys = generator.generateKeyPair();
      var subject = new X500Principal("CN=" + name);
      var builder =
          new JcaX509v3CertificateBuilder(
              signer.map(ca -> ca.certificate.getSubjectX500Principal()).orElse(subject),
              new BigInteger(120, new SecureRandom()),
              Date.from(Instant.now().minus(Duration.ofDays(60))),
              Date.from(until),
              subject,
              keys.getPublic());
      if (kind == Kind.SERVER) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(
                new GeneralName[] {
                  new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                  new GeneralName(GeneralName.dNSName, "localhost")
                }));
      } else {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(
            Extension.keyUsage,
            true,
            new KeyUsage(kind == Kind.CA ? KeyUsage.keyCertSign : KeyUsage.digitalSignature));
      }
      var key = signer.map(ca -> ca.keys).orElse(keys).getPrivate();
      var signed = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key));
      return new Certificate(new JcaX509CertificateConverter().getCertificate(signed), keys);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public X509Certificate x509() {
    return certificate;
  }

  public KeyPair keys() {
    return keys;
  }

  public String pem() {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public String keyPem() {
    return block("PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  private static String block(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), label);
  }
}
