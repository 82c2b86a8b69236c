package org.clustershare.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart's own block {@code clusterShare}. */
@StoryTest
class OwnValuesKT {
  private static final String NAME = "cluster-share";
  private static final Path SMALL = GoldenChartsKT.FILES.resolve("own-small.values.yaml");
  private static final Path FULL = GoldenChartsKT.FILES.resolve("own-full.values.yaml");
  private static final String POSTGRES =
      "--set=clusterShare.settings.database-url=jdbc:postgresql://db/share";

  @TempDir private Path home;

  private Helm helm;

  @BeforeEach
  void setUp(Testbed testbed) {
    helm = Helm.withoutCluster(testbed, home);
  }

  private Manifests render(String... more) {
    return Manifests.parse(helm.template(NAME, List.of(more), SMALL).succeeded());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clusterShare.replica=2",
        "clusterShare.settings.oidc-client-id=x",
        "clusterShare.ingress.class=nginx",
        "clusterShare.database.url=x",
        "clusterShare.image.digest=latest",
        "clusterShare.service.port=0",
        "clusterShare.caBundle.file=x"
      })
  void refusesAMisspeltKey(String value) {
    var key = value.replaceFirst("=.*", "");
    var error = helm.template(NAME, List.of("--set", value), SMALL).failed();

    assertThat(error).contains("cluster-share:", key.substring(key.lastIndexOf('.') + 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"clusterShare.replicas=2", "clusterShare.autoscaling.enabled=true"})
  void oneReplicaRunsWithH2(String value) {
    assertThat(helm.template(NAME, List.of("--set", value), SMALL).failed())
        .contains("an H2 file serves one replica", "clusterShare.settings.database-url");

    assertThat(helm.template(NAME, List.of("--set", value, POSTGRES), SMALL).exitCode()).isZero();
  }

  @Test
  void h2HasAVolumeAndNoSecondPod() {
    var manifests = render();

    assertThat(manifests.at("Deployment", NAME, "spec/strategy/type")).isEqualTo("Recreate");
    assertThat(manifests.at("PersistentVolumeClaim", NAME, "metadata/annotations"))
        .isEqualTo(Map.of("helm.sh/resource-policy", "keep"));
    assertThat(manifests.has("PodDisruptionBudget", NAME)).isFalse();
  }

  @Test
  void postgresqlHasTwoPodsAndNoVolume() {
    var manifests = render(POSTGRES);

    assertThat(manifests.at("Deployment", NAME, "spec/replicas")).isEqualTo(2);
    assertThat(manifests.at("Deployment", NAME, "spec/strategy/rollingUpdate/maxUnavailable"))
        .isEqualTo(0);
    assertThat(manifests.kinds()).contains("PodDisruptionBudget");
    assertThat(manifests.has("PersistentVolumeClaim", NAME)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db/share?user=a&password=p4ss",
        "jdbc:postgresql://admin:p4ss@db/share",
        "jdbc:postgresql://db/share?sslpassword=p4ss"
      })
  void aUrlWithAPasswordIsASecret(String url) {
    var file = helm.file("clusterShare: {settings: {database-url: '%s'}}".formatted(url));
    var rendered = helm.template(NAME, SMALL, file).succeeded();

    assertThat(rendered).doesNotContain("p4ss");
    assertThat(Manifests.parse(rendered).data("Secret", NAME)).containsEntry("database-url", url);
  }

  @Test
  void generatesKeysThatTheProductTakes() {
    var secrets = render().data("Secret", NAME);

    assertThat(secrets.get("encryption-keys")).matches("generated:[A-Za-z0-9+/]{43}=");
    assertThat(secrets.get("oidc-issuer-cookie-hash-key")).matches("[0-9a-f]{64}");
    assertThat(render().data("Secret", NAME).get("encryption-keys"))
        .isNotEqualTo(secrets.get("encryption-keys"));
  }

  @Test
  void anExistingSecretComesAfterAllOthersAndNothingIsGenerated() {
    var manifests = Manifests.parse(helm.template(NAME, FULL).succeeded());

    assertThat(manifests.has("Secret", NAME)).isFalse();
    assertThat(manifests.at("Deployment", NAME, "spec/template/spec/volumes/0/projected/sources/1"))
        .isEqualTo(Map.of("secret", Map.of("name", "cluster-share-keys")));
  }

  @Test
  void aChangedSettingRestartsThePodsAndNothingElseDoes() {
    var path = "spec/template/metadata/annotations";
    List<String> keys =
        List.of(
            "--set=clusterShare.settings.encryption-keys=k:%s=".formatted("A".repeat(43)),
            "--set=clusterShare.settings.oidc-issuer-cookie-hash-key=" + "a".repeat(64));

    var first = Manifests.parse(helm.template(NAME, keys, SMALL).succeeded());
    var same = Manifests.parse(helm.template(NAME, keys, SMALL).succeeded());
    var other =
        Manifests.parse(
            helm.template(
                    NAME,
                    List.of(
                        keys.get(0),
                        keys.get(1),
                        "--set=clusterShare.settings.oidc-issuer-client-secret=another"),
                    SMALL)
                .succeeded());

    assertThat(same.at("Deployment", NAME, path)).isEqualTo(first.at("Deployment", NAME, path));
    assertThat(other.at("Deployment", NAME, path)).isNotEqualTo(first.at("Deployment", NAME, path));
  }

  @Test
  void theExamplesWorkWhenTheirPlaceholdersAreReplaced() {
    var small = Helm.CHARTS.resolve("examples/small.yaml");
    assertThat(helm.template(NAME, small).failed()).contains("is still \"set-me\"");
    var secret = "--set=clusterShare.settings.oidc-issuer-client-secret=a-secret";
    assertThat(helm.template(NAME, List.of(secret), small).exitCode()).isZero();

    var postgres =
        Manifests.parse(
            helm.template(NAME, Helm.CHARTS.resolve("examples/cloudnativepg.yaml")).succeeded());

    assertThat(postgres.at("Deployment", NAME, "spec/replicas")).isEqualTo(2);
    assertThat(
            postgres.at(
                "Deployment",
                NAME,
                "spec/template/spec/volumes/0/projected/sources/2/secret/items/1"))
        .isEqualTo(Map.of("key", "password", "path", "database-password"));
  }

  @Test
  void thePodIsRestrictedAndItsRootIsReadOnly() {
    var manifests = render();
    var pod = "spec/template/spec/";

    assertThat(manifests.at("Deployment", NAME, pod + "automountServiceAccountToken"))
        .isEqualTo(false);
    assertThat(manifests.at("Deployment", NAME, pod + "securityContext"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("runAsNonRoot", true)
        .containsEntry("seccompProfile", Map.of("type", "RuntimeDefault"));
    assertThat(manifests.at("Deployment", NAME, pod + "containers/0/securityContext"))
        .isEqualTo(
            Map.of(
                "allowPrivilegeEscalation",
                false,
                "readOnlyRootFilesystem",
                true,
                "capabilities",
                Map.of("drop", List.of("ALL"))));
  }
}
