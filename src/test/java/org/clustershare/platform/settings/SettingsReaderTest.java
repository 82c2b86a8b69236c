package org.clustershare.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
  private static final String HEX_32 =
      "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
  private static final String KEY = "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private final Map<String, String> values = new HashMap<>();

  SettingsReaderTest() {
    values.put("oidc-issuer-url", "https://dex.example.com/dex");
    values.put("oidc-issuer-redirect-uri", "https://share.example.com/api/v1/kubeconfig");
    values.put("oidc-issuer-client-id", "cluster-share");
    values.put("oidc-issuer-cookie-hash-key", HEX_32);
    values.put("encryption-keys", KEY);
    values.put("oidc-issuer-client-secret", "secret");
  }

  private Settings read() {
    return new SettingsReader(key -> Optional.ofNullable(values.get(key))).read();
  }

  @Test
  void theSmallestSettingsAreEnoughAndEverythingIsOff() {
    var settings = read();

    assertThat(settings.baseUrl()).isEqualTo("https://share.example.com");
    assertThat(settings.https()).isTrue();
    assertThat(settings.openGates()).isEmpty();
    assertThat(settings.shareKubeconfig()).isFalse();
    assertThat(settings.clusters().addressPolicy())
        .containsExactlyInAnyOrder(NetworkRange.PUBLIC, NetworkRange.PRIVATE);
    assertThat(settings.roles().reconcileInterval()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.roles().bindable()).isEmpty();
  }

  @Test
  void theRolesThatPeopleCanBeBoundToCanBeFewer() {
    values.put("bindable-roles", "view, namespace-viewer");

    assertThat(read().roles().bindable()).containsExactly("view", "namespace-viewer");
  }

  @Test
  void everyMissingValueIsNamedAtOnce() {
    values.clear();

    var e = catchThrowableOfType(InvalidSettingsException.class, this::read);

    assertThat(e.problems())
        .hasSize(5)
        .anyMatch(p -> p.contains("oidc-issuer-url") && p.contains("OIDC_ISSUER_URL"))
        .anyMatch(p -> p.contains("oidc-issuer-redirect-uri"))
        .anyMatch(p -> p.contains("oidc-issuer-client-id"))
        .anyMatch(p -> p.contains("oidc-issuer-cookie-hash-key"))
        .anyMatch(p -> p.contains("encryption-keys"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "oidc-issuer-url|dex.example.com|oidc-issuer-url must",
        "oidc-issuer-url|http://dex.example.com|must begin with https://",
        "oidc-issuer-url|https://dex.example.com?a=b|without user, query and fragment",
        "oidc-issuer-url|ht tp://x|must be an address",
        "oidc-issuer-redirect-uri|https://share.example.com/|followed by /api/v1/kubeconfig",
        "oidc-issuer-cookie-hash-key|short|32 or 64 bytes",
        "oidc-ca-file|/does/not/exist|oidc-ca-file must name a readable file",
        "feature-gates|Nonsense=true|is not a gate",
        "feature-gates|OIDCKubeCfgEndpoint=yes|OIDCKubeCfgEndpoint=true or",
        "feature-gates|OIDCKubeCfgEndpoint|OIDCKubeCfgEndpoint=true or",
        "share-kubeconfig|yes|must be true or false",
        "encryption-keys|k1:short|entry 1 is not",
        "cluster-address-policy|moon|names \"moon\"",
        "oidc-require-verified-email|no|must be true or false",
        "oidc-offline-access-as-scope|maybe|must be true or false",
        "oidc-email-domains|@example.com|must be a list of domains",
        "oidc-scopes|openid,groups|must name openid and email",
        "kubeconfig-styles|paper|names \"paper\"",
        "kubeconfig-styles|exec|needs a public client",
        "reconcile-interval|soon|must be a time such as",
        "reconcile-interval|0s|must be a time such as",
        "reconcile-interval|999999999999h|must be a time such as",
        "reconcile-interval|169h|must be at most 168h",
        "oidc-issuer-url|https://dex.example.com:0|port from 1 to 65535",
        "oidc-issuer-url|https://dex.example.com:|port from 1 to 65535",
        "oidc-issuer-url|https://dex.example.com:65536|port from 1 to 65535",
        "oidc-issuer-redirect-uri|https://share.example.com:00/api/v1/kubeconfig|port from 1",
        "cluster-issuers|https://dex.example.com:0|must be a list of issuers",
      })
  void aWrongValueIsOneSentenceThatNamesIt(String key, String value, String sentence) {
    values.put(key, value);

    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(sentence);
  }

  @Test
  void aSecretIsNeverInASentence() {
    values.put("oidc-issuer-cookie-hash-key", "a-secret-that-is-too-short");
    values.put("encryption-keys", "k1:YW5vdGhlciBzZWNyZXQ=");

    assertThatThrownBy(this::read)
        .message()
        .doesNotContain("a-secret-that-is-too-short")
        .doesNotContain("YW5vdGhlciBzZWNyZXQ=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0123456789abcdefghijklmnopqrstuv",
        HEX_32,
        HEX_32 + HEX_32,
        "0123456789abcdefghijklmnopqrstuv0123456789abcdefghijklmnopqrstuv"
      })
  void aHashKeyHas32Or64BytesAlsoAsHex(String key) {
    values.put("oidc-issuer-cookie-hash-key", key);

    assertThat(read().oidc().cookieHashKey()).isNotNull();
  }

  @Test
  void theKubeloginKindIsOfferedWhereAPublicClientIsThere() {
    assertThat(read().sharing().kubeconfigStyles()).containsExactly(KubeconfigStyle.AUTH_PROVIDER);

    values.put("oidc-kubelogin-client-id", "kubelogin");
    assertThat(read().sharing().kubeconfigStyles())
        .containsExactlyInAnyOrder(KubeconfigStyle.EXEC, KubeconfigStyle.AUTH_PROVIDER);

    values.remove("oidc-kubelogin-client-id");
    values.remove("oidc-issuer-client-secret");
    assertThat(read().oidc().publicClientId()).contains("cluster-share");

    values.put("kubeconfig-styles", "exec");
    assertThat(read().sharing().allows(KubeconfigStyle.EXEC)).isTrue();
    assertThat(read().sharing().allows(KubeconfigStyle.AUTH_PROVIDER)).isFalse();
  }

  @Test
  void clustersHaveTheirOwnClientsAtOurIssuerUnlessOthersAreNamed() {
    var other = URI.create("https://idp.partner.example/dex");
    assertThat(read().clusters().issuers().allows(other)).isFalse();

    values.put("cluster-issuers", "https://idp.partner.example/dex");
    assertThat(read().clusters().issuers().allows(other)).isTrue();
    assertThat(read().clusters().issuers().names(other)).isTrue();
    assertThat(read().clusters().issuers().allows(URI.create("https://idp.partner.example/")))
        .isFalse();

    values.put("cluster-issuers", "any");
    assertThat(read().clusters().issuers().allows(other)).isTrue();
    assertThat(read().clusters().issuers().names(other)).isFalse();

    for (var wrong : List.of("http://idp.example", "all", "https://u@idp.example", "https://x?y")) {
      values.put("cluster-issuers", wrong);
      assertThatThrownBy(this::read)
          .hasMessageContaining("cluster-issuers must be a list of issuers")
          .hasMessageContaining(wrong);
    }
  }

  @Test
  void whomToTakeIsTheOperatorsChoice() {
    assertThat(read().oidc().signIn())
        .isEqualTo(
            new SignInSettings(true, Set.of(), Optional.empty(), Set.of(), Set.of(), Set.of()));

    values.put("oidc-require-verified-email", "false");
    values.put("oidc-email-domains", "Example.com, example.org");
    values.put("oidc-offline-access-as-scope", "true");
    values.put("oidc-api-client-ids", "kubelogin");
    values.put("oidc-trusted-audiences", "42@project, other");

    assertThat(read().oidc().signIn())
        .isEqualTo(
            new SignInSettings(
                false,
                Set.of("example.com", "example.org"),
                Optional.of(true),
                Set.of(),
                Set.of("kubelogin"),
                Set.of("42@project", "other")));
  }

  @Test
  void aGateCanBeOpenAndAnotherSaidToBeClosed() {
    values.put("feature-gates", "OIDCKubeCfgEndpoint=true,OpenIDAuthPlugin=false");

    assertThat(read().openGates()).containsExactly(FeatureGate.OIDC_KUBE_CFG_ENDPOINT);
  }

  @Test
  void plainHttpIsForThisMachineOnly() {
    values.put("oidc-issuer-redirect-uri", "http://localhost:8080/api/v1/kubeconfig");

    assertThat(read().https()).isFalse();
    assertThat(read().baseUrl()).isEqualTo("http://localhost:8080");
  }

  @Test
  void printingSettingsShowsNoSecret() {
    values.put("oidc-issuer-client-secret", "the-client-secret");

    assertThat(read().toString()).doesNotContain("the-client-secret").doesNotContain(HEX_32);
  }
}
