package org.clustershare.startup;

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
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.clustershare.oidc.settings.SignInSettings;
import org.clustershare.platform.config.FeatureGate;
import org.clustershare.platform.config.InvalidSettingsException;
import org.clustershare.platform.net.NetworkRange;
import org.jspecify.annotations.Nullable;
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
    values.put("admins", "admin@example.com");
  }

  private Settings read() {
    return new SettingsReader(key -> Optional.ofNullable(values.get(key))).read();
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
        "oidc-console-redirect-uri|https://share.example.com/|, as in earlier versions, https://share.example.com/callback",
        "oidc-console-redirect-uri|https://other.example.com/callback|must be https://share.example.com/api/v1/kubeconfig or",
        "oidc-console-redirect-uri|/callback|must be https://share.example.com/api/v1/kubeconfig or",
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
        "kkp-api-version|v2.14.3|such as 2.14; it is \"v2.14.3\"",
        "kkp-api-version|newest|must be a version of KKP",
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
            new SignInSettings(
                true, Set.of(), Optional.empty(), Set.of(), Set.of(), Set.of(), Set.of()));

    values.put("oidc-require-verified-email", "false");
    values.put("oidc-email-domains", "Example.com, example.org");
    values.put("oidc-offline-access-as-scope", "true");
    values.put("oidc-api-client-ids", "kubelogin");
    values.put("oidc-trusted-audiences", "42@project, other");
    values.put("oidc-issuers-without-email-verified", "https://dex.example.com/dex");

    assertThat(read().oidc().signIn())
        .isEqualTo(
            new SignInSettings(
                false,
                Set.of("example.com", "example.org"),
                Optional.of(true),
                Set.of(),
                Set.of("kubelogin"),
                Set.of("42@project", "other"),
                Set.of("https://dex.example.com/dex")));
  }

  @Test
  void anInstallationInWhichNoPersonCouldMakeAProjectDoesNotStart() {
    values.remove("admins");

    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("Set project-creators or admins")
        .hasMessageContaining("PROJECT_CREATORS")
        .hasMessageContaining("ADMINS")
        .hasMessageContaining("project-creators=everyone");

    for (var empty : List.of("", "  ", ",", " , ,")) {
      values.put("admins", empty);
      values.put("project-creators", empty);
      assertThatThrownBy(this::read).hasMessageContaining("Set project-creators or admins");
    }

    values.remove("admins");
    values.put("project-creators", "oidc:developers");
    assertThat(read().projects().everyoneCreates()).isFalse();
  }

  @Test
  void projectCreatorsMustNotAllBeOutsideTheEmailDomains() {
    values.put("oidc-email-domains", "example.org");
    values.put("project-creators", "bob@example.com");

    assertThatThrownBy(this::read)
        .hasMessageContaining("oidc-email-domains")
        .hasMessageContaining("project-creators")
        .hasMessageContaining("admins");

    values.put("project-creators", "bob@example.com, carol@EXAMPLE.org");
    assertThat(read().projects().creators()).hasSize(2);

    values.put("project-creators", "oidc:developers");
    assertThat(read().projects().creators()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Everyone", "EVERYONE", "everybody", "all", "*", "any", "oidc:", "@"})
  void onlyTheWordItselfOpensProjectsToEveryone(String almost) {
    values.put("project-creators", "oidc:dev," + almost);
    assertThat(catchThrowableOfType(InvalidSettingsException.class, this::read).problems())
        .containsExactly(
            "project-creators must be a list of emails, of groups as oidc:<group>, or the word everyone; it names \"%s\"."
                .formatted(almost));
  }

  @Test
  void anIssuerThatMayLeaveEmailVerifiedOutIsOneThatPeopleComeFrom() {
    var partner = "https://idp.partner.example/dex";
    values.put("oidc-issuers-without-email-verified", partner);
    values.put("cluster-issuers", "any");
    assertThatThrownBy(this::read)
        .hasMessageContaining("oidc-issuers-without-email-verified must name issuers")
        .hasMessageContaining(partner);

    values.put("cluster-issuers", partner);
    var signIn = read().oidc().signIn();
    assertThat(signIn.mayLackEmailVerified(URI.create(partner))).isTrue();
    assertThat(signIn.mayLackEmailVerified(URI.create(partner + "/"))).isFalse();
    assertThat(signIn.mayLackEmailVerified(URI.create("https://dex.example.com/dex"))).isFalse();
  }

  @ParameterizedTest(name = "{0}, kubelogin {1}, secret {2}, gates {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // styles | kubelogin's client | secret | gates | clients at clusters | API
        "-|-|secret|-|cluster-share|",
        "-|-|-|-|cluster-share|",
        "-|kubelogin|secret|-|cluster-share,kubelogin|",
        "auth-provider|-|secret|-|cluster-share|",
        "auth-provider|kubelogin|-|-|cluster-share,kubelogin|",
        "exec|-|-|-|cluster-share|",
        "exec|cluster-share|secret|-|cluster-share|",
        "exec|kubelogin|secret|OpenIDAuthPlugin=true|cluster-share,kubelogin|",
        "exec|kubelogin|-|OpenIDAuthPlugin=true|cluster-share,kubelogin|",
        "exec|kubelogin|secret|OIDCKubeCfgEndpoint=true|kubelogin|cluster-share",
        "exec|kubelogin|-|-|kubelogin|cluster-share",
      })
  void theApiTakesNoTokensThatReachClustersUnlessTheyAreNamed(
      @Nullable String styles,
      @Nullable String kubelogin,
      @Nullable String secret,
      @Nullable String gates,
      String atClusters,
      @Nullable String api) {
    set("kubeconfig-styles", styles);
    set("oidc-kubelogin-client-id", kubelogin);
    set("oidc-issuer-client-secret", secret);
    set("feature-gates", gates);

    assertThat(read().clientsAtClusters())
        .containsExactlyInAnyOrderElementsOf(List.of(atClusters.split(",", -1)));
    assertThat(read().apiClients().clientIds()).isEqualTo(api == null ? Set.of() : Set.of(api));

    values.put("oidc-api-client-ids", "cluster-share, scripts");
    assertThat(read().apiClients().clientIds())
        .containsExactlyInAnyOrder("cluster-share", "scripts");
  }

  private void set(String key, @Nullable String value) {
    if (value == null) {
      values.remove(key);
    } else {
      values.put(key, value);
    }
  }

  @Test
  void everyoneIsAWordForWhoMayMakeProjectsAndNoAdmin() {
    values.put("project-creators", "everyone");
    assertThat(read().projects().everyoneCreates()).isTrue();

    values.put("project-creators", "oidc:everyone");
    assertThat(read().projects().everyoneCreates()).isFalse();

    values.put("admins", "everyone");
    assertThatThrownBy(this::read).hasMessageContaining("admins must be a list of emails");
  }

  @Test
  void anAddressBelongsToOneAccountUnlessTheOperatorNamesIt() {
    var accounts = read().oidc().accounts();
    assertThat(accounts.subjectClaim()).isEqualTo("sub");
    assertThat(accounts.groupsMaxAge()).isEqualTo(Duration.ofDays(30));
    assertThat(accounts.acceptsChangeOf("alice@example.com")).isFalse();

    values.put("oidc-subject-claim", "oid");
    values.put("oidc-groups-max-age", "7d");
    values.put("oidc-accept-changed-subjects", "Alice@Example.com");
    accounts = read().oidc().accounts();
    assertThat(accounts.subjectClaim()).isEqualTo("oid");
    assertThat(accounts.groupsMaxAge()).isEqualTo(Duration.ofDays(7));
    assertThat(accounts.acceptsChangeOf("alice@example.com")).isTrue();
    assertThat(accounts.acceptsChangeOf("bob@example.com")).isFalse();

    values.put("oidc-accept-changed-subjects", "everyone");
    assertThat(read().oidc().accounts().acceptsChangeOf("bob@example.com")).isTrue();

    for (var wrong : List.of("true", "all", "@example.com")) {
      values.put("oidc-accept-changed-subjects", wrong);
      assertThatThrownBy(this::read)
          .hasMessageContaining("oidc-accept-changed-subjects must be a list of emails");
    }
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

  @Test
  void everyApiServerMayHaveSharedTokensUnlessSomeAreNamed() {
    assertThat(read().clusters().sharedAudienceServers().allow(URI.create("https://any.example")))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.k8s.example.com:6443, true",
    "https://A.B.K8S.Example.com, true",
    "https://a.k8s.example.com., true",
    "https://api.example.org/path, true",
    "'https://[2001:db8::1]:6443', true",
    "https://k8s.example.com, false",
    "https://.k8s.example.com.evil.example, false",
    "https://evilk8s.example.com, false",
    "https://a.k8s.example.com.evil.example, false",
    "https://x.api.example.org, false",
    "https://192.0.2.1, false"
  })
  void onlyTheApiServersThatAreNamedMayHaveSharedTokens(String server, boolean may) {
    values.put("shared-audience-servers", "*.K8s.example.com, api.example.org, [2001:db8::1]");

    // An address without a host, as Java reads it, is no cluster's.
    var host = URI.create(server).getHost();
    assertThat(host != null && read().clusters().sharedAudienceServers().allow(URI.create(server)))
        .isEqualTo(may);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*", "*.", "https://a.example", "a.example:6443", "a b", "a.*.b", "-", ".a", "a."})
  void whatIsNoHostIsSaid(String text) {
    values.put("shared-audience-servers", text);

    assertThatThrownBy(this::read).hasMessageContaining("shared-audience-servers must be a list");
  }
}
