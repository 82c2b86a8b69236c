package org.clustershare.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences at start: one for each setting that opens more than the defaults do. */
class PermissiveSettingsTest {
  private final Map<String, String> values = new HashMap<>();

  PermissiveSettingsTest() {
    values.put("oidc-issuer-url", "https://dex.example.com/dex");
    values.put("oidc-issuer-redirect-uri", "https://share.example.com/api/v1/kubeconfig");
    values.put("oidc-issuer-client-id", "cluster-share");
    values.put("oidc-issuer-cookie-hash-key", "0123456789abcdefghijklmnopqrstuv");
    values.put("encryption-keys", "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    values.put("admins", "admin@example.com");
  }

  private Settings settings() {
    return new SettingsReader(key -> Optional.ofNullable(values.get(key))).read();
  }

  private List<String> open() {
    return PermissiveSettings.of(settings());
  }

  @Test
  void theSmallestSettingsOpenNothingAndSayWhatTheyClose() {
    assertThat(open()).isEmpty();
    assertThat(PermissiveSettings.closedByDefault(settings()))
        .satisfiesExactly(
            first ->
                assertThat(first).startsWith("project-creators is not set").contains("everyone"),
            second -> assertThat(second).startsWith("oidc-api-client-ids is not set"));

    values.put("project-creators", "oidc:dev");
    values.put("oidc-api-client-ids", "scripts");
    assertThat(PermissiveSettings.closedByDefault(settings())).isEmpty();
    assertThat(open()).isEmpty();
  }

  @Test
  void anAddressOfItsOwnKeepsTheConsoleApartFromNamedIssuers() {
    values.put("cluster-issuers", "https://team.example.com");
    values.put("oidc-console-redirect-uri", "https://share.example.com/callback");

    assertThat(open()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "project-creators|everyone|project-creators=everyone",
        "oidc-accept-changed-subjects|everyone|oidc-accept-changed-subjects names everyone",
        "accept-early-seals|true|accept-early-seals=true",
        "oidc-api-client-ids|scripts, cluster-share|oidc-api-client-ids names cluster-share,",
        "oidc-require-verified-email|false|oidc-require-verified-email=false",
        "oidc-issuers-without-email-verified|https://dex.example.com/dex|nOAuth",
        "cluster-issuers|https://team.example.com|cluster-issuers names https://team.example.com",
        "oidc-trusted-audiences|project-42|oidc-trusted-audiences names project-42",
        "feature-gates|OIDCKubeCfgEndpoint=true|kubeconfig-styles offers auth-provider",
        "cluster-issuers|any|cluster-issuers=any",
        "cluster-client-ids|team-*, *|cluster-client-ids=*",
        "cluster-address-policy|private,loopback|cluster-address-policy names loopback",
        "monitoring-networks|public|monitoring-networks names public",
      })
  void eachSettingThatOpensSomethingIsSaidOnce(String key, String value, String sentence) {
    values.put(key, value);

    assertThat(open()).hasSize(1).first().asString().contains(sentence);
  }

  @Test
  void kubeloginsTokensAtTheApiAreSaidToo() {
    values.put("oidc-kubelogin-client-id", "kubelogin");
    values.put("oidc-api-client-ids", "kubelogin");

    assertThat(open()).anyMatch(one -> one.startsWith("oidc-api-client-ids names kubelogin,"));
  }

  @Test
  void theSecretInFilesIsSaidAndNeverShown() {
    values.put("feature-gates", "OIDCKubeCfgEndpoint=true");
    values.put("oidc-issuer-client-secret", "the-client-secret");

    assertThat(open())
        .hasSize(2)
        .anyMatch(one -> one.contains("holds oidc-issuer-client-secret"))
        .noneMatch(one -> one.contains("the-client-secret"));
  }

  @Test
  void whereNoTokenReachesAClusterEarlierFilesAreRemembered() {
    values.put("kubeconfig-styles", "exec");
    values.put("oidc-kubelogin-client-id", "kubelogin");

    assertThat(open())
        .singleElement()
        .asString()
        .contains("oidc-api-client-ids is not set", "downloaded earlier");
  }
}
