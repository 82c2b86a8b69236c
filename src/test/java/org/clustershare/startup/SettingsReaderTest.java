package org.clustershare.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.clustershare.startup.SmallestSettings.HEX_32;

import java.time.Duration;
import java.util.Map;
import org.clustershare.platform.config.FeatureGate;
import org.clustershare.platform.config.InvalidSettingsException;
import org.clustershare.platform.net.NetworkRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings as a whole: what is required, what is wrong, what is secret. */
class SettingsReaderTest {
  private final SmallestSettings settings = new SmallestSettings();

  private final Map<String, String> values = settings.values;

  private Settings read() {
    return settings.read();
  }

  @Test
  void theSmallestSettingsAreEnoughAndEverythingIsOff() {
    var settings = read();

    assertThat(settings.installation().baseUrl()).isEqualTo("https://share.example.com");
    assertThat(settings.installation().https()).isTrue();
    assertThat(settings.installation().openGates()).isEmpty();
    assertThat(settings.projects().everyoneCreates()).isFalse();
    assertThat(settings.installation().shareKubeconfig()).isFalse();
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
        .hasSize(6)
        .anyMatch(p -> p.contains("project-creators") && p.contains("ADMINS"))
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
        "oidc-console-redirect-uri|https://share.example.com/|, as in earlier versions,"
            + " https://share.example.com/callback",
        "oidc-console-redirect-uri|https://other.example.com/callback|must be"
            + " https://share.example.com/api/v1/kubeconfig or",
        "oidc-console-redirect-uri|/callback|must be https://share.example.com/api/v1/kubeconfig"
            + " or",
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
        "oidc-email-domains|,|which names nothing",
        "bindable-roles|, ,|which names nothing",
        "shared-audience-servers|,|which names nothing",
        "oidc-api-client-ids|,|which names nothing",
        "oidc-accept-changed-subjects|Everyone|must be a list of emails, or everyone",
        "oidc-scopes|openid,groups|must name openid and email",
        "kubeconfig-styles|paper|names \"paper\"",
        "kubeconfig-styles|exec|needs a public client",
        "reconcile-interval|soon|must be a time such as",
        "reconcile-interval|0s|must be a time such as",
        "max-projects-per-person|0|must be a whole number from 1 to 1000000",
        "max-clusters-per-project|-5|must be a whole number from 1 to 1000000",
        "max-clusters-per-project|1000001|must be a whole number from 1 to 1000000",
        "max-shares-per-cluster|99999999999|must be a whole number from 1 to 1000000",
        "max-shares-per-cluster|many|must be a whole number from 1 to 1000000",
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
  void everySignInEndsAtTheOneRedirectUriUnlessTheConsoleHasTheEarlierOne() {
    assertThat(read().oidc().consoleRedirectUri()).isEqualTo(read().oidc().redirectUri());

    values.put("oidc-console-redirect-uri", "https://share.example.com/api/v1/kubeconfig");
    assertThat(read().oidc().consoleRedirectUri()).isEqualTo(read().oidc().redirectUri());

    values.put("oidc-console-redirect-uri", "https://share.example.com/callback");
    assertThat(read().oidc().consoleRedirectUri())
        .hasToString("https://share.example.com/callback");
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
  void aGateCanBeOpenAndAnotherSaidToBeClosed() {
    values.put("feature-gates", "OIDCKubeCfgEndpoint=true,OpenIDAuthPlugin=false");

    assertThat(read().installation().openGates())
        .containsExactly(FeatureGate.OIDC_KUBE_CFG_ENDPOINT);
  }

  @Test
  void plainHttpIsForThisMachineOnly() {
    values.put("oidc-issuer-redirect-uri", "http://localhost:8080/api/v1/kubeconfig");

    assertThat(read().installation().https()).isFalse();
    assertThat(read().installation().baseUrl()).isEqualTo("http://localhost:8080");
  }

  @Test
  void printingSettingsShowsNoSecret() {
    values.put("oidc-issuer-client-secret", "the-client-secret");

    assertThat(read().toString()).doesNotContain("the-client-secret").doesNotContain(HEX_32);
  }
}
