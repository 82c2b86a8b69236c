package org.clustershare.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings about OIDC clients at clusters, at the API and in kubeconfigs. */
class ClusterClientSettingsTest {
  private final SmallestSettings settings = new SmallestSettings();

  private final Map<String, String> values = settings.values;

  private Settings read() {
    return settings.read();
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
  void everyApiServerMayHaveSharedTokensUnlessSomeAreNamed() {
    assertThat(read().clusters().sharedAudienceServers().allows(URI.create("https://any.example")))
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
    assertThat(host != null && read().clusters().sharedAudienceServers().allows(URI.create(server)))
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
