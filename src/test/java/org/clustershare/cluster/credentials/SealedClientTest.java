package org.clustershare.cluster.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.clustershare.cluster.model.StoredClient;
import org.clustershare.cluster.settings.ClusterSettings;
import org.clustershare.oidc.settings.ClientRegistration;
import org.clustershare.platform.config.SettingValues;
import org.clustershare.platform.crypto.Secret;
import org.junit.jupiter.api.Test;

class SealedClientTest {
  private static final String OLD = "old:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String NEW = "new:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
  private static final URI ISSUER = URI.create("https://idp.example.com");
  private static final ClientRegistration CLIENT =
      new ClientRegistration(
          ISSUER, "team-a", Optional.of(Secret.of("the-client-secret")), Optional.of("kubelogin"));

  private static SealedClient with(String keys) {
    var values = Map.of("encryption-keys", keys);
    return new SealedClient(
        new SealedCredentials(
            ClusterSettings.read(new SettingValues(key -> Optional.ofNullable(values.get(key))))));
  }

  private static StoredClient row(URI issuer, String clientId, StoredClient sealedAs) {
    return new StoredClient(issuer, clientId, Optional.empty())
        .withSecret(sealedAs.sealedSecret().orElseThrow(), sealedAs.sealedWith().orElseThrow());
  }

  @Test
  void theSecretOpensAgainAndIsNotReadable() {
    var stored = with(OLD).seal("c1", CLIENT);

    assertThat(stored.sealedSecret().orElseThrow()).doesNotContain("the-client-secret");
    assertThat(stored.confidential()).isTrue();
    assertThat(with(OLD).open("c1", stored)).isEqualTo(CLIENT);
  }

  @Test
  void itOpensForNoOtherClusterIssuerOrClient() {
    var stored = with(OLD).seal("c1", CLIENT);

    assertThatThrownBy(() -> with(OLD).open("c2", stored))
        .isInstanceOf(UnsealingException.class)
        .hasMessageContaining("another cluster");
    assertThatThrownBy(
            () ->
                with(OLD).open("c1", row(URI.create("https://evil.example.com"), "team-a", stored)))
        .hasMessageContaining("another issuer");
    assertThatThrownBy(() -> with(OLD).open("c1", row(ISSUER, "team-b", stored)))
        .hasMessageContaining("another issuer");
  }

  @Test
  void aPublicClientHasNothingToSeal() {
    var client = new ClientRegistration(ISSUER, "team-a", Optional.empty(), Optional.empty());
    var stored = with(OLD).seal("c1", client);

    assertThat(stored.confidential()).isFalse();
    assertThat(with(NEW).isUnderAnotherKey(stored)).isFalse();
    assertThat(with(NEW).open("c1", stored)).isEqualTo(client);
  }

  @Test
  void anOlderKeyIsNoticedAndStillOpens() {
    var stored = with(OLD).seal("c1", CLIENT);

    assertThat(with(OLD).isUnderAnotherKey(stored)).isFalse();
    assertThat(with(NEW + "," + OLD).isUnderAnotherKey(stored)).isTrue();
    assertThat(with(NEW + "," + OLD).open("c1", stored)).isEqualTo(CLIENT);
    assertThatThrownBy(() -> with(NEW).open("c1", stored)).hasMessageContaining("no key \"old\"");
  }
}
