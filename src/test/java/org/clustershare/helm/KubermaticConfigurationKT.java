package org.clustershare.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A {@code KubermaticConfiguration} as a values file, in both of its API versions. */
@StoryTest
class KubermaticConfigurationKT {
  private static final String NAME = "cluster-share";

  @TempDir private Path home;

  private Helm helm;

  @BeforeEach
  void setUp(Testbed testbed) {
    helm = Helm.withoutCluster(testbed, home);
  }

  private Manifests render(String values) {
    return Manifests.parse(helm.templateText(NAME, values).succeeded());
  }

  private static Map<String, String> settings(Manifests manifests) {
    return manifests.data("ConfigMap", NAME);
  }

  /** The least that the operator takes; all else has its defaults. */
  private static String configuration(String version, String spec) {
    return """
        apiVersion: %s
        kind: KubermaticConfiguration
        metadata: {name: kubermatic, namespace: kubermatic}
        spec:
          ingress: {domain: kkp.example.com}
          auth:
            issuerClientSecret: a-secret
            issuerCookieKey: 0123456789abcdef0123456789abcdef
        %s
        """
        .formatted(version, spec.indent(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator.kubermatic.io/v1alpha1", "kubermatic.k8c.io/v1"})
  void hasTheOperatorsDefaults(String version) {
    var manifests = render(configuration(version, ""));

    assertThat(settings(manifests))
        .containsEntry("oidc-issuer-url", "https://kkp.example.com/dex")
        .containsEntry("oidc-issuer-client-id", "kubermaticIssuer")
        .containsEntry("oidc-api-client-ids", "kubermatic")
        .containsEntry("oidc-issuer-redirect-uri", "https://kkp.example.com/api/v1/kubeconfig")
        .doesNotContainKeys("feature-gates", "share-kubeconfig");
    assertThat(manifests.at("Ingress", NAME, "spec/ingressClassName")).isEqualTo("nginx");
    assertThat(manifests.at("Ingress", NAME, "metadata/annotations"))
        .isEqualTo(Map.of("nginx.ingress.kubernetes.io/proxy-buffer-size", "64k"));
  }

  @ParameterizedTest
  @CsvSource({"team, teamIssuer", "kubermaticIssuer, kubermaticIssuer"})
  void derivesTheIssuersClientFromThatOfTheApi(String client, String issuerClient) {
    var values =
        configuration("kubermatic.k8c.io/v1", "")
            .replace("  auth:\n", "  auth:\n    clientID: " + client + "\n");

    assertThat(settings(render(values)))
        .containsEntry("oidc-api-client-ids", client)
        .containsEntry("oidc-issuer-client-id", issuerClient);
  }

  @Test
  void takesBoolsAsGatesAndAReferenceAsCa() {
    var manifests =
        render(
            configuration(
                "kubermatic.k8c.io/v1",
                """
                caBundle: {kind: ConfigMap, name: ca-bundle}
                featureGates: {OIDCKubeCfgEndpoint: true, OpenIDAuthPlugin: true, EtcdLauncher: false}
                api: {replicas: 3, nodeSelector: {role: master}}
                """));

    assertThat(settings(manifests))
        .containsEntry("feature-gates", "OIDCKubeCfgEndpoint=true,OpenIDAuthPlugin=true")
        // KKP shows the button since 2.23 unless an admin hides it.
        .containsEntry("share-kubeconfig", "true")
        .containsEntry("oidc-ca-file", "/etc/cluster-share-ca/ca-bundle.pem");
    assertThat(manifests.at("Deployment", NAME, "spec/template/spec/nodeSelector"))
        .isEqualTo(Map.of("role", "master"));
    assertThat(manifests.at("Deployment", NAME, "spec/replicas")).isEqualTo(1);
  }

  @Test
  void takesAPemAsCaAsTheEarlyVersionHasIt() {
    var pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
    var values =
        configuration("operator.kubermatic.io/v1alpha1", "")
            .replace("  auth:\n", "  auth:\n    caBundle: |\n%s".formatted(pem.indent(6)));

    assertThat(render(values).data("ConfigMap", "cluster-share-ca"))
        .containsEntry("ca-bundle.pem", pem + "\n");
  }

  @Test
  void takesWhatKubectlPrintsForAList() {
    var item = configuration("kubermatic.k8c.io/v1", "status: {phase: Healthy}").indent(2).strip();

    assertThat(settings(render("apiVersion: v1\nkind: List\nitems:\n- " + item)))
        .containsEntry("oidc-issuer-client-id", "kubermaticIssuer");
  }

  @Test
  void itsIngressCanBeOff() {
    var values =
        configuration("kubermatic.k8c.io/v1", "")
            .replace("{domain: kkp.example.com}", "{domain: kkp.example.com, disable: true}");

    assertThat(render(values).kinds()).doesNotContain("Ingress");
  }

  @Test
  void refusesAnUnverifiedProviderAndOtherObjects() {
    var skip =
        configuration("kubermatic.k8c.io/v1", "")
            .replace("  auth:\n", "  auth:\n    skipTokenIssuerTLSVerify: true\n");

    assertThat(helm.templateText(NAME, skip).failed())
        .contains("spec.auth.skipTokenIssuerTLSVerify is true", "spec.auth.caBundle");
    assertThat(helm.templateText(NAME, configuration("kubermatic.k8c.io/v2", "")).failed())
        .contains("kubermatic.k8c.io/v2");
    var seed = configuration("kubermatic.k8c.io/v1", "").replace("KubermaticConfiguration", "Seed");
    assertThat(helm.templateText(NAME, seed).failed()).contains("are a Seed of KKP");
  }
}
