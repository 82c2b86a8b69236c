package org.clustershare.cluster.kubeconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.clustershare.cluster.kubeconfig.KubeconfigCorpus.GOOD;
import static org.clustershare.cluster.kubeconfig.KubeconfigCorpus.SECRET;
import static org.clustershare.cluster.kubeconfig.TestCertificates.base64;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.kubernetes.Credentials.BearerToken;
import org.clustershare.kubernetes.Credentials.ClientCertificate;
import org.clustershare.platform.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UploadedKubeconfigTest {
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private UploadedKubeconfig read(String text) throws InvalidKubeconfigException {
    return UploadedKubeconfig.read(text.getBytes(StandardCharsets.UTF_8), now);
  }

  private static final List<KubeconfigCorpus.Entry> CORPUS = KubeconfigCorpus.all();

  static List<KubeconfigCorpus.Entry> corpus() {
    return CORPUS;
  }

  @Test
  void aTokenAndAnHttpsServerAreTaken() throws InvalidKubeconfigException {
    var uploaded = read(GOOD);

    assertThat(uploaded.access().server()).hasToString("https://127.0.0.1:6443");
    assertThat(uploaded.access().caPem()).isEmpty();
    assertThat(uploaded.access().credentials())
        .isInstanceOfSatisfying(
            BearerToken.class, bearer -> assertThat(bearer.token().reveal()).isEqualTo(SECRET));
    assertThat(uploaded.expiresAt()).isEmpty();
    assertThat(uploaded.toString()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource({"EC, 256", "EC, 384", "RSA, 2048", "RSA, 4096"})
  void aClientCertificateWithItsKeyIsTakenAndItsEndKnown(String algorithm, int size)
      throws InvalidKubeconfigException {
    var keys = TestCertificates.keys(algorithm, size);
    var end = now.plus(90, ChronoUnit.DAYS);
    var certificate = TestCertificates.certificate(keys, now.minusSeconds(60), end);
    var key = TestCertificates.key(keys.getPrivate());

    var uploaded =
        read(
            GOOD.replace(
                "token: " + SECRET,
                "{client-certificate-data: %s, client-key-data: %s}"
                    .formatted(base64(certificate), base64(key))));

    assertThat(uploaded.access().credentials()).isInstanceOf(ClientCertificate.class);
    assertThat(uploaded.expiresAt()).contains(end);
  }

  @Test
  void theEndOfATokenThatSaysItIsKnown() throws InvalidKubeconfigException {
    var end = now.plus(1, ChronoUnit.HOURS);
    var claims = base64("{\"exp\":%d}".formatted(end.getEpochSecond())).replace("=", "");

    var uploaded = read(GOOD.replace(SECRET, "eyJhbGciOiJSUzI1NiJ9." + claims + ".AAAA"));

    assertThat(uploaded.expiresAt()).contains(end);
  }

  @Test
  void ofACaOnlyCertificatesAreKept() throws InvalidKubeconfigException {
    var keys = TestCertificates.keys("EC", 256);
    var certificate = TestCertificates.certificate(keys, now.minusSeconds(60), now.plusSeconds(60));
    var key = TestCertificates.key(keys.getPrivate());

    var uploaded =
        read(
            GOOD.replace(
                "    server:",
                "    certificate-authority-data: %s\n    server:"
                    .formatted(base64("comment\n" + certificate + key))));

    assertThat(uploaded.access().caPem()).contains(certificate);
  }

  @Test
  void aByteOrderMarkDoesNoHarm() throws InvalidKubeconfigException {
    assertThat(read("\uFEFF" + GOOD)).isNotNull();
  }

  @Test
  void theCorpusIsLarge() {
    assertThat(corpus()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(corpus()).extracting(KubeconfigCorpus.Entry::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void whatCouldHarmIsRefusedWithItsField(KubeconfigCorpus.Entry hostile) {
    assertThatThrownBy(() -> UploadedKubeconfig.read(hostile.file(), now))
        .isInstanceOf(InvalidKubeconfigException.class)
        .hasMessageContaining(hostile.sentence())
        .message()
        .doesNotContain(SECRET);
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void aGermanReaderGetsAGermanReason(KubeconfigCorpus.Entry hostile) {
    var refused =
        catchThrowableOfType(
            InvalidKubeconfigException.class, () -> UploadedKubeconfig.read(hostile.file(), now));

    assertThat(new ProblemException(ClusterProblem.KUBECONFIG_INVALID, refused.message()))
        .satisfies(
            problem -> {
              assertThat(problem.in(Locale.ENGLISH).detail()).isEqualTo(refused.sentence());
              assertThat(problem.in(Locale.GERMAN).detail())
                  .isNotEqualTo(refused.sentence())
                  .matches("(?s).*\\b(ist|hat|fehlt|enthält|nennt|muss|Das|Die|Der)\\b.*")
                  .doesNotContain(" the ", " holds ", " key that ");
            });
  }

  /** Whatever is uploaded is taken or refused; nothing else ever happens. */
  @Property(tries = 2000)
  void anyBytesAreTakenOrRefused(@ForAll byte[] file) {
    try {
      assertThat(UploadedKubeconfig.read(file, now)).isNotNull();
    } catch (InvalidKubeconfigException refused) {
      assertThat(refused.sentence()).isNotBlank();
    }
  }

  @Property(tries = 2000)
  void anyTextIsTakenOrRefused(@ForAll @StringLength(max = 400) String text) {
    anyBytesAreTakenOrRefused(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A good file with any piece replaced by anything is taken or refused as well. */
  @Property(tries = 2000)
  void anyChangeOfAGoodFileIsTakenOrRefused(
      @ForAll @StringLength(max = 40) String insert, @ForAll int where, @ForAll int length) {
    int from = Math.floorMod(where, GOOD.length());
    int to = Math.min(GOOD.length(), from + Math.floorMod(length, 40));
    anyTextIsTakenOrRefused(GOOD.substring(0, from) + insert + GOOD.substring(to));
  }

  /** So is any piece of the corpus put into a good file. */
  @Property(tries = 2000)
  void anyMixtureOfHostileFilesIsTakenOrRefused(
      @ForAll int which, @ForAll int where, @ForAll int cut) {
    var hostile = corpus().get(Math.floorMod(which, corpus().size())).file();
    if (hostile.length > 20_000) {
      return;
    }
    var text = new String(hostile, StandardCharsets.UTF_8);
    int from = Math.floorMod(where, GOOD.length());
    anyTextIsTakenOrRefused(
        GOOD.substring(0, from) + text.substring(Math.floorMod(cut, text.length() + 1)));
  }
}
