package org.clustershare.cluster.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.clustershare.cluster.kubernetes.Credentials;
import org.clustershare.cluster.kubernetes.Credentials.BearerToken;
import org.clustershare.cluster.kubernetes.Credentials.ClientCertificate;
import org.clustershare.platform.settings.Secret;
import org.clustershare.platform.settings.SettingsReader;
import org.junit.jupiter.api.Test;

class SealedCredentialsTest {
  private static final String OLD = "old:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String NEW = "new:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
  private static final Credentials TOKEN = new BearerToken(Secret.of("the-secret-token"));

  private static SealedCredentials with(String keys) {
    var values =
        Map.of(
            "oidc-issuer-url", "https://dex.example.com",
            "oidc-issuer-redirect-uri", "https://share.example.com/api/v1/kubeconfig",
            "oidc-issuer-client-id", "cluster-share",
            "oidc-issuer-cookie-hash-key", "0123456789abcdefghijklmnopqrstuv",
            "encryption-keys", keys);
    return new SealedCredentials(
        new SettingsReader(key -> Optional.ofNullable(values.get(key))).read());
  }

  @Test
  void whatIsSealedOpensAgainAndIsNotReadable() {
    var sealed = with(OLD).seal("c1", TOKEN);

    assertThat(sealed).doesNotContain("the-secret-token");
    assertThat(with(OLD).open("c1", sealed)).isEqualTo(TOKEN);
  }

  @Test
  void aClientCertificateIsKeptWhole() {
    var certificate = new ClientCertificate("CERTIFICATE", Secret.of("KEY"));

    assertThat(with(OLD).open("c1", with(OLD).seal("c1", certificate))).isEqualTo(certificate);
  }

  @Test
  void aRowUnderAnotherClustersIdDoesNotOpen() {
    var sealed = with(OLD).seal("c1", TOKEN);

    assertThatThrownBy(() -> with(OLD).open("c2", sealed)).hasMessageContaining("another cluster");
  }

  @Test
  void aChangedRowDoesNotOpen() {
    var sealed = with(OLD).seal("c1", TOKEN);
    int last = sealed.lastIndexOf('.') + 1;
    var changed =
        sealed.substring(0, last)
            + (sealed.charAt(last) == 'A' ? 'B' : 'A')
            + sealed.substring(last + 1);

    assertThatThrownBy(() -> with(OLD).open("c1", changed))
        .hasMessageContaining("cannot be opened");
  }

  @Test
  void anOlderKeyStillOpensAndANewerOneSeals() {
    var sealed = with(OLD).seal("c1", TOKEN);

    assertThat(with(NEW + "," + OLD).open("c1", sealed)).isEqualTo(TOKEN);
    assertThatThrownBy(() -> with(OLD).open("c1", with(NEW + "," + OLD).seal("c1", TOKEN)))
        .hasMessageContaining("no key \"new\"");
  }

  @Test
  void theSameCredentialsAreSealedDifferentlyEachTime() {
    assertThat(with(OLD).seal("c1", TOKEN)).isNotEqualTo(with(OLD).seal("c1", TOKEN));
  }
}
