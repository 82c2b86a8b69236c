package org.clustershare.platform.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.clustershare.platform.config.InvalidSettingsException;
import org.clustershare.startup.SettingsReader;
import org.clustershare.testbed.hostile.HostileKeys;
import org.clustershare.testbed.provider.Certificate;
import org.clustershare.testbed.provider.Certificate.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaBundleTest {
  private static final Certificate ROOT = Certificate.selfSigned("root", Kind.CA);
  private static final Certificate OTHER = Certificate.selfSigned("other", Kind.CA);

  @TempDir private Path folder = Path.of("");

  private static CaBundle bundle(String text) throws InvalidCaBundleException {
    return CaBundle.parse(text, Instant.now());
  }

  private static List<String> problems(String text) {
    return catchThrowableOfType(InvalidCaBundleException.class, () -> bundle(text)).problems();
  }

  @Test
  void severalCertificatesInAnyOrderAndTextAroundThemAreTaken() throws InvalidCaBundleException {
    var intermediate = ROOT.sign("intermediate", Kind.CA);

    var bundle = bundle("Our CAs:\n" + intermediate.pem() + "# and\n" + ROOT.pem() + OTHER.pem());

    assertThat(bundle.certificates())
        .containsExactly(intermediate.x509(), ROOT.x509(), OTHER.x509());
  }

  @Test
  void itsPemIsExactlyTheCertificates() throws InvalidCaBundleException {
    var pem = bundle("a comment\n" + ROOT.pem()).pem();

    assertThat(pem).startsWith("-----BEGIN CERTIFICATE-----\n").doesNotContain("comment", "\r");
    assertThat(bundle(pem).certificates()).containsExactly(ROOT.x509());
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThat(problems(" \n")).singleElement().asString().contains("is empty");
  }

  @Test
  void derIsRefusedWithTheCommandThatConvertsIt() {
    assertThat(problems("0\u0082\u0001\u0002")).singleElement().asString().contains("openssl x509");
  }

  @Test
  void aBlockThatDoesNotEndIsRefused() {
    var pem = ROOT.pem();

    assertThat(problems(pem.substring(0, pem.length() / 2)))
        .singleElement()
        .asString()
        .contains("truncated");
  }

  @Test
  void aKeyThatTakesSecondsOfArithmeticIsRefused() {
    var large = BigInteger.ONE.shiftLeft(8_192).add(BigInteger.ONE);
    var certificate = HostileKeys.certificate(large, BigInteger.valueOf(65_537));

    assertThat(problems(ROOT.pem() + HostileKeys.pem("CERTIFICATE", certificate)))
        .singleElement()
        .asString()
        .contains("longer than 8192 bits", "block 2");
  }

  @Test
  void moreBlocksThanAnyProviderNeedsAreRefused() {
    assertThat(problems(ROOT.pem().repeat(201)))
        .singleElement()
        .asString()
        .contains("more than 200 blocks");
  }

  @Test
  void aPrivateKeyIsRefusedAndNotRepeated() {
    var key = Base64.getEncoder().encodeToString(ROOT.keys().getPrivate().getEncoded());

    assertThat(problems(ROOT.pem() + ROOT.keyPem()))
        .singleElement()
        .asString()
        .contains("private key", "block 2")
        .doesNotContain(key.substring(0, 20));
  }

  @Test
  void somethingElseIsRefused() {
    assertThat(problems("-----BEGIN PUBLIC KEY-----\nAA==\n-----END PUBLIC KEY-----\n"))
        .singleElement()
        .asString()
        .contains("PUBLIC KEY", "not a certificate");
  }

  @Test
  void aCertificateThatCannotBeReadIsRefused() {
    assertThat(problems("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))
        .singleElement()
        .asString()
        .contains("cannot be read", "block 1");
  }

  @Test
  void anExpiredCertificateIsNamed() {
    assertThat(problems(Certificate.expired("yesterday").pem()))
        .singleElement()
        .asString()
        .contains("CN=yesterday", "expired at");
  }

  @Test
  void aServersCertificateIsRefusedAndTheCaThatSignedItNamed() {
    assertThat(problems(ROOT.sign("dex.example.com", Kind.SERVER).pem()))
        .singleElement()
        .asString()
        .contains("CN=dex.example.com", "not a CA's", "CN=root");
  }

  @Test
  void aCaThatMayNotSignIsRefused() {
    assertThat(problems(Certificate.selfSigned("idle", Kind.CA_THAT_MAY_NOT_SIGN).pem()))
        .singleElement()
        .asString()
        .contains("CN=idle", "not a CA's");
  }

  @Test
  void aServersCertificateThatSignedItselfIsTaken() throws InvalidCaBundleException {
    assertThat(bundle(Certificate.selfSigned("alone", Kind.SERVER).pem()).certificates())
        .hasSize(1);
  }

  @Test
  void theSameCertificateTwiceIsNamed() {
    assertThat(problems(ROOT.pem() + OTHER.pem() + ROOT.pem()))
        .singleElement()
        .asString()
        .contains("CN=root", "twice");
  }

  @Test
  void everythingIsToldAtOnceAmongTheOtherSettings() throws IOException {
    var file = folder.resolve("ca.pem");
    Files.writeString(
        file, ROOT.keyPem() + Certificate.expired("old").pem() + ROOT.pem() + ROOT.pem());
    var settings =
        new SettingsReader(
            key ->
                key.equals("oidc-ca-file")
                    ? java.util.Optional.of(file.toString())
                    : java.util.Optional.empty());

    var e = catchThrowableOfType(InvalidSettingsException.class, settings::read);

    assertThat(e.problems())
        .anyMatch(p -> p.contains("private key"))
        .anyMatch(p -> p.contains("CN=old"))
        .anyMatch(p -> p.contains("twice"))
        .anyMatch(p -> p.contains("Set oidc-issuer-url"));
  }
}
