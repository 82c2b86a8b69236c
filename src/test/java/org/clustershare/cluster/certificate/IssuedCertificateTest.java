package org.clustershare.cluster.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.clustershare.kubernetes.Credentials.BearerToken;
import org.clustershare.kubernetes.Credentials.ClientCertificate;
import org.clustershare.platform.crypto.Secret;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cluster signs is ours only when key, user, purpose and time are those asked for. */
class IssuedCertificateTest {
  private static final String USER = "cluster-share:account";
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final SigningRequest REQUEST = SigningRequest.of(USER);

  private static KeyPair authority = new KeyPair(null, null);

  @BeforeAll
  static void makeAuthority() throws Exception {
    authority = KeyPairGenerator.getInstance("EC").generateKeyPair();
  }

  private static SubjectPublicKeyInfo key(SigningRequest request) throws Exception {
    try (var parser = new PEMParser(new StringReader(request.requestPem()))) {
      return ((PKCS10CertificationRequest) parser.readObject()).getSubjectPublicKeyInfo();
    }
  }

  private static String signed(
      SigningRequest request, String subject, Instant begin, Instant end, KeyPurposeId purpose)
      throws Exception {
    var builder =
        new X509v3CertificateBuilder(
            new X500Name("CN=ca"),
            BigInteger.TEN,
            Date.from(begin),
            Date.from(end),
            new X500Name(subject),
            key(request));
    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    X509CertificateHolder certificate =
        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate()));
    return new CertificateChain(List.of(certificate)).pem();
  }

  private static String signed(String subject) throws Exception {
    return signed(
        REQUEST,
        subject,
        NOW.minusSeconds(300),
        NOW.plus(Duration.ofDays(365)),
        KeyPurposeId.id_kp_clientAuth);
  }

  private static IssuedCertificate read(String pem) throws UnfitCertificateException {
    return IssuedCertificate.read(pem, REQUEST.fingerprint(), USER, NOW);
  }

  @Test
  void whatWasAskedForIsTaken() throws Exception {
    var issued = read(signed("CN=" + USER));

    assertThat(issued.notAfter()).isEqualTo(NOW.plus(Duration.ofDays(365)));
    var user =
        ClientCertificateUser.of(new ClientCertificate(issued.pem(), REQUEST.keyPem()))
            .orElseThrow();
    assertThat(user.name()).isEqualTo(USER);
    assertThat(user.renewalDue()).isEqualTo(issued.notAfter().minus(Duration.ofDays(30)));
  }

  @Test
  void anotherKeyIsNotTaken() throws Exception {
    var other =
        signed(
            SigningRequest.of(USER),
            "CN=" + USER,
            NOW.minusSeconds(300),
            NOW.plusSeconds(86_400),
            KeyPurposeId.id_kp_clientAuth);

    assertThatThrownBy(() -> read(other)).hasMessageContaining("another key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=somebody",
        "CN=cluster-share:account2",
        "CN=cluster-share:account,O=system:masters",
        "O=system:masters,CN=cluster-share:account",
        "CN=cluster-share:account+O=system:masters",
        "CN=cluster-share:account,CN=cluster-share:account",
        "O=cluster-share:account",
        "CN=system:admin"
      })
  void anotherUserOrGroupsAreNotTaken(String subject) throws Exception {
    var pem = signed(subject);

    assertThatThrownBy(() -> read(pem)).hasMessageContaining("without groups");
  }

  @Test
  void whatIsNotForClientsOrNotForNowIsNotTaken() throws Exception {
    var server =
        signed(
            REQUEST,
            "CN=" + USER,
            NOW.minusSeconds(1),
            NOW.plusSeconds(60),
            KeyPurposeId.id_kp_serverAuth);
    var over =
        signed(REQUEST, "CN=" + USER, NOW.minusSeconds(60), NOW, KeyPurposeId.id_kp_clientAuth);
    var early =
        signed(
            REQUEST,
            "CN=" + USER,
            NOW.plusSeconds(1),
            NOW.plusSeconds(60),
            KeyPurposeId.id_kp_clientAuth);

    assertThatThrownBy(() -> read(server)).hasMessageContaining("not for clients");
    assertThatThrownBy(() -> read(over)).hasMessageContaining("check the clocks");
    assertThatThrownBy(() -> read(early)).hasMessageContaining("check the clocks");
  }

  @Test
  void whatIsNoCertificateIsTold() throws Exception {
    var good = signed("CN=" + USER);
    for (var pem :
        new String[] {
          "",
          "no PEM",
          "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
          good + REQUEST.requestPem(),
          good.repeat(11),
          "x".repeat(70_000)
        }) {
      assertThatThrownBy(() -> read(pem))
          .isInstanceOf(UnfitCertificateException.class)
          .hasMessageContaining("no readable certificate");
    }
  }

  @Test
  void shortLivesAreRenewedAfterTwoThirdsAndTokensNever() {
    var day = new ClientCertificateUser(USER, NOW, NOW.plus(Duration.ofHours(24)));
    var twoMonths = new ClientCertificateUser(USER, NOW, NOW.plus(Duration.ofDays(60)));

    assertThat(day.renewalDue()).isEqualTo(NOW.plus(Duration.ofHours(16)));
    assertThat(twoMonths.renewalDue()).isEqualTo(NOW.plus(Duration.ofDays(40)));
    assertThat(ClientCertificateUser.of(new BearerToken(Secret.of("token")))).isEmpty();
  }

  @Test
  void twoRequestsHaveNothingInCommonAndTellNoKey() {
    var other = SigningRequest.of(USER);

    assertThat(other.name()).isNotEqualTo(REQUEST.name()).matches("cluster-share-[0-9a-f]{16}");
    assertThat(other.fingerprint()).isNotEqualTo(REQUEST.fingerprint());
    assertThat(REQUEST.toString()).doesNotContain("PRIVATE KEY");
  }
}
