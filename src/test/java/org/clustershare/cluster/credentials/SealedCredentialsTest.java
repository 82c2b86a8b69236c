package org.clustershare.cluster.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.model.Cluster.Registration;
import org.clustershare.cluster.model.StoredAccess;
import org.clustershare.cluster.settings.ClusterSettings;
import org.clustershare.kubernetes.ClusterAccess;
import org.clustershare.kubernetes.Credentials;
import org.clustershare.kubernetes.Credentials.BearerToken;
import org.clustershare.kubernetes.Credentials.ClientCertificate;
import org.clustershare.platform.config.SettingValues;
import org.clustershare.platform.crypto.Secret;
import org.junit.jupiter.api.Test;

class SealedCredentialsTest {
  private static final String OLD = "old:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String NEW = "new:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
  private static final URI SERVER = URI.create("https://cluster.example.com:6443");
  private static final ClusterAccess TOKEN = access(new BearerToken(Secret.of("the-secret-token")));

  private static ClusterAccess access(Credentials credentials) {
    return new ClusterAccess(SERVER, Optional.of("CA"), credentials);
  }

  private static SealedCredentials with(String keys) {
    var values = Map.of("encryption-keys", keys);
    return new SealedCredentials(
        ClusterSettings.read(new SettingValues(key -> Optional.ofNullable(values.get(key)))));
  }

  private static Cluster row(String id, String sealed) {
    return row(id, SERVER, "CA", sealed);
  }

  private static Cluster row(String id, URI server, String ca, String sealed) {
    var stored =
        new StoredAccess(server, Optional.of(ca), sealed, Optional.of("old"), Optional.empty());
    return row(id, stored);
  }

  private static Cluster row(String id, StoredAccess stored) {
    return new Cluster(
        new Registration(id, "p1", "name", "alice@example.com", Optional.empty(), Instant.EPOCH),
        stored);
  }

  @Test
  void whatIsSealedOpensAgainAndIsNotReadable() {
    var sealed = with(OLD).seal("c1", TOKEN);

    assertThat(sealed).doesNotContain("the-secret-token");
    assertThat(with(OLD).open(row("c1", sealed))).isEqualTo(TOKEN);
  }

  @Test
  void aClientCertificateIsKeptWhole() {
    var certificate = access(new ClientCertificate("CERTIFICATE", Secret.of("KEY")));

    assertThat(with(OLD).open(row("c1", with(OLD).seal("c1", certificate)))).isEqualTo(certificate);
  }

  @Test
  void aRowUnderAnotherClustersIdDoesNotOpen() {
    var sealed = with(OLD).seal("c1", TOKEN);

    assertThatThrownBy(() -> with(OLD).open(row("c2", sealed)))
        .isInstanceOf(UnsealingException.class)
        .hasMessageContaining("another cluster");
  }

  @Test
  void credentialsDoNotOpenForAnotherServerOrCa() {
    var sealed = with(OLD).seal("c1", TOKEN);

    assertThatThrownBy(
            () -> with(OLD).open(row("c1", URI.create("https://evil.example.com"), "CA", sealed)))
        .hasMessageContaining("another server or CA");
    assertThatThrownBy(() -> with(OLD).open(row("c1", SERVER, "another CA", sealed)))
        .hasMessageContaining("another server or CA");
  }

  /** As the first version sealed: for the cluster, and for no address. */
  private static String early(String clusterId) throws JOSEException {
    var jwe =
        new JWEObject(
            new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .keyID("old")
                .customParam("cluster", clusterId)
                .build(),
            new Payload("{\"token\":\"the-secret-token\"}"));
    jwe.encrypt(new DirectEncrypter(new byte[32]));
    return jwe.serialize();
  }

  @Test
  void aSealForNoAddressDoesNotOpenWhateverTheRowSays() throws JOSEException {
    for (var sealedWith : new String[] {"old", "new", null}) {
      var stored =
          new StoredAccess(
              URI.create("https://evil.example.com"),
              Optional.of("CA"),
              early("c1"),
              Optional.ofNullable(sealedWith),
              Optional.empty());
      var row = row("c1", stored);

      assertThatThrownBy(() -> with(OLD).open(row))
          .isInstanceOf(UnsealingException.class)
          .hasMessageContaining("another server or CA");
      assertThatThrownBy(() -> with(OLD).sealedAccess(row).opener().get())
          .isInstanceOf(UnsealingException.class);
    }
  }

  @Test
  void credentialsOfTheFirstVersionOpenIfTheOperatorAccepts() throws JOSEException {
    assertThat(with(OLD).openEarly(row("c1", early("c1")))).isEqualTo(TOKEN);
    assertThat(with(OLD).openEarly(row("c1", with(OLD).seal("c1", TOKEN)))).isEqualTo(TOKEN);
    assertThatThrownBy(() -> with(OLD).openEarly(row("c2", early("c1"))))
        .hasMessageContaining("another cluster");
    var elsewhere =
        row("c1", URI.create("https://evil.example.com"), "CA", with(OLD).seal("c1", TOKEN));
    assertThatThrownBy(() -> with(OLD).openEarly(elsewhere))
        .hasMessageContaining("another server or CA");
  }

  @Test
  void aChangedRowDoesNotOpen() {
    var sealed = with(OLD).seal("c1", TOKEN);
    int last = sealed.lastIndexOf('.') + 1;
    var changed =
        sealed.substring(0, last)
            + (sealed.charAt(last) == 'A' ? 'B' : 'A')
            + sealed.substring(last + 1);

    assertThatThrownBy(() -> with(OLD).open(row("c1", changed)))
        .isInstanceOf(UnsealingException.class)
        .hasMessageContaining("cannot be opened");
  }

  @Test
  void whatIsNoSealAtAllDoesNotOpen() {
    for (var garbage : new String[] {"", "a.b.c.d.e", "e30.....", "not a seal"}) {
      assertThatThrownBy(() -> with(OLD).open(row("c1", garbage)))
          .isInstanceOf(UnsealingException.class);
    }
  }

  @Test
  void anOlderKeyStillOpensAndANewerOneSeals() {
    var sealed = with(OLD).seal("c1", TOKEN);

    assertThat(with(NEW + "," + OLD).open(row("c1", sealed))).isEqualTo(TOKEN);
    assertThatThrownBy(() -> with(OLD).open(row("c1", with(NEW + "," + OLD).seal("c1", TOKEN))))
        .hasMessageContaining("no key \"new\"");
  }

  @Test
  void anotherKeyOfTheSameNameDoesNotOpen() {
    var sealed = with(OLD).seal("c1", TOKEN);

    assertThatThrownBy(() -> with(NEW.replace("new:", "old:")).open(row("c1", sealed)))
        .isInstanceOf(UnsealingException.class);
  }

  @Test
  void whateverChangesInARowItsFingerprintIsAnother() {
    var sealed = with(OLD).seal("c1", TOKEN);
    var rows =
        List.of(
            row("c1", sealed),
            row("c2", sealed),
            row("c1", URI.create("https://evil.example.com"), "CA", sealed),
            row("c1", SERVER, "another CA", sealed),
            row("c1", with(OLD).seal("c1", TOKEN)));

    var fingerprints = rows.stream().map(row -> with(OLD).sealedAccess(row).fingerprint()).toList();

    assertThat(fingerprints).doesNotHaveDuplicates();
    assertThat(with(OLD).sealedAccess(row("c1", sealed)).fingerprint())
        .isEqualTo(fingerprints.get(0));
    assertThat(with(OLD).sealedAccess(rows.get(0)).opener().get()).isEqualTo(TOKEN);
    assertThatThrownBy(() -> with(OLD).sealedAccess(rows.get(2)).opener().get())
        .isInstanceOf(UnsealingException.class);
  }

  @Test
  void theSameCredentialsAreSealedDifferentlyEachTime() {
    assertThat(with(OLD).seal("c1", TOKEN)).isNotEqualTo(with(OLD).seal("c1", TOKEN));
  }
}
