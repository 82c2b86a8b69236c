package org.clustershare.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.cluster.Kubectl;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.parts.OwnParts;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The charts in a real API server with the controllers that make pods. No pod runs, so {@link
 * PodStatuses} reports them as ready. The namespaces enforce the level "restricted" of the Pod
 * Security Standards, which refuses pods that ask for more.
 */
@StoryTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstalledChartsKT {
  private static final Path KKP = GoldenChartsKT.FILES.resolve("kkp-2.14.values.yaml");
  private static final Path SMALL = GoldenChartsKT.FILES.resolve("own-small.values.yaml");
  private static final Path FULL = GoldenChartsKT.FILES.resolve("own-full.values.yaml");

  private Helm helm;
  private Kubectl kubectl;
  private KubernetesCluster cluster;

  @BeforeAll
  void start(OwnParts parts, Testbed testbed) {
    cluster = parts.cluster("cluster", KubernetesCluster.Settings.plain());
    kubectl = new Kubectl(testbed, parts.folder().resolve("home"));
    helm = Helm.withCluster(testbed, parts.folder(), cluster.kubeconfig());
    parts.closing(new PodStatuses(kubectl, cluster.kubeconfig()));
  }

  private String kubectl(String... arguments) {
    var output = kubectl.run(cluster.kubeconfig(), arguments);
    assertThat(output.exitCode()).as(output.text()).isZero();
    return output.stdout();
  }

  private void namespace(String name) {
    kubectl("create", "namespace", name);
    kubectl("label", "namespace", name, "pod-security.kubernetes.io/enforce=restricted");
  }

  /** The seed's command, with the timeout that Helm 3 takes. */
  private Helm.Output upgrade(String namespace, String release, Path values, String... more) {
    var command =
        new ArrayList<>(
            List.of(
                "upgrade", "--install", "--wait", "--timeout", "300s", "--values", values + ""));
    command.addAll(List.of("--namespace", namespace, release, "server-config/helm/" + release));
    command.addAll(List.of(more));
    return helm.run(command.toArray(String[]::new));
  }

  private String secret(String namespace, String key) {
    var base64 =
        kubectl(
            "get",
            "secret",
            "cluster-share",
            "--namespace=" + namespace,
            "--output=jsonpath={.data." + key + "}");
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private String setting(String namespace, String key) {
    return kubectl(
        "get",
        "configmap",
        "cluster-share",
        "--namespace=" + namespace,
        "--output=jsonpath={.data." + key + "}");
  }

  private String readyPods(String namespace, String deployment) {
    return kubectl(
        "get",
        "deployment",
        deployment,
        "--namespace=" + namespace,
        "--output=jsonpath={.status.readyReplicas}");
  }

  @Test
  void theSeedsCommandsInstallKkpsValuesAndSayWhatIsNotTaken() {
    namespace("oauth");
    namespace("cluster-share");

    var dex = upgrade("oauth", "oauth", KKP).succeeded();
    var share = upgrade("cluster-share", "cluster-share", KKP).succeeded();

    assertThat(dex)
        .contains("STATUS: deployed", "https://kkp.example.com/dex", "ID tokens live for 24 hours");
    assertThat(share)
        .contains("STATUS: deployed", "https://kkp.example.com/api/v1/kubeconfig")
        .contains("KKP's values ask for 2 replicas; one runs")
        .contains("no gate VerticalPodAutoscaler")
        .contains("kubermatic.auth.serviceAccountKey is not used")
        .contains("kubermatic.ui.config: Cluster Share does not use end_of_life")
        .contains("kubermatic.api.affinity: only nodeAffinity")
        .contains("kubermatic.api.image belongs to KKP's API; use clusterShare.image")
        .contains("kubermatic.exposeStrategy is not used", "kubermatic.etcd")
        .contains("project-creators is \"everyone\"", "oidc-kubelogin-client-id");
    assertThat(readyPods("oauth", "dex")).isEqualTo("2");
    assertThat(readyPods("cluster-share", "cluster-share")).isEqualTo("1");
  }

  @Test
  void keysSurviveUpgradeRollbackUninstallAndTheNextInstallation() {
    namespace("keys");
    upgrade("keys", "cluster-share", SMALL).succeeded();
    var keys = secret("keys", "encryption-keys");
    var cookieKey = secret("keys", "oidc-issuer-cookie-hash-key");
    assertThat(keys).startsWith("generated:");

    upgrade("keys", "cluster-share", SMALL, "--set=clusterShare.settings.admins=b@example.com")
        .succeeded();
    assertThat(setting("keys", "admins")).isEqualTo("b@example.com");
    assertThat(secret("keys", "encryption-keys")).isEqualTo(keys);

    helm.run("rollback", "--wait", "--timeout", "300s", "--namespace", "keys", "cluster-share", "1")
        .succeeded();
    assertThat(setting("keys", "admins")).isEqualTo("admin@example.com");
    assertThat(secret("keys", "encryption-keys")).isEqualTo(keys);

    helm.run("uninstall", "--namespace", "keys", "cluster-share").succeeded();
    assertThat(
            kubectl("get", "deployments,services,configmaps", "--namespace=keys", "--output=name"))
        .doesNotContain("cluster-share");
    assertThat(
            kubectl("get", "secrets,persistentvolumeclaims", "--namespace=keys", "--output=name"))
        .contains("secret/cluster-share", "persistentvolumeclaim/cluster-share");

    upgrade("keys", "cluster-share", SMALL).succeeded();
    assertThat(secret("keys", "encryption-keys")).isEqualTo(keys);
    assertThat(secret("keys", "oidc-issuer-cookie-hash-key")).isEqualTo(cookieKey);
  }

  @Test
  void wrongValuesChangeNothing() {
    namespace("unchanged");
    upgrade("unchanged", "cluster-share", SMALL).succeeded();
    var before = kubectl("get", "all,configmaps,secrets", "--namespace=unchanged", "--output=name");

    assertThat(
            upgrade("unchanged", "cluster-share", SMALL, "--set=clusterShare.replicas=2").failed())
        .contains("an H2 file serves one replica");

    assertThat(kubectl("get", "all,configmaps,secrets", "--namespace=unchanged", "--output=name"))
        .isEqualTo(before);
    assertThat(helm.run("history", "--namespace", "unchanged", "cluster-share").succeeded().lines())
        .hasSize(2);
  }

  @Test
  void installsAllPartsWithASecretOfTheOperator() {
    namespace("full");
    kubectl("create", "priorityclass", "platform", "--value=1000");
    kubectl("apply", "--filename=" + GoldenChartsKT.FILES.resolve("definitions.yaml"));
    kubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=60s");

    assertThat(upgrade("full", "cluster-share", FULL).failed())
        .contains("The namespace full has no Secret cluster-share-keys");
    kubectl(
        "create",
        "secret",
        "generic",
        "cluster-share-keys",
        "--namespace=full",
        "--from-literal=oidc-issuer-cookie-hash-key=" + "a".repeat(64));
    assertThat(upgrade("full", "cluster-share", FULL).failed())
        .contains("The Secret cluster-share-keys must have the keys encryption-keys");
    kubectl(
        "patch",
        "secret",
        "cluster-share-keys",
        "--namespace=full",
        "--patch={\"stringData\": {\"encryption-keys\": \"a:%s=\"}}".formatted("A".repeat(43)));

    assertThat(upgrade("full", "cluster-share", FULL).succeeded())
        .contains("rollout restart deployment/cluster-share");
    assertThat(
            kubectl(
                "get",
                "servicemonitors,prometheusrules,httproutes,horizontalpodautoscalers,poddisruptionbudgets,networkpolicies,ingresses",
                "--namespace=full",
                "--output=name"))
        .hasLineCount(7);
    assertThat(kubectl("get", "secrets", "--namespace=full", "--output=name"))
        .doesNotContain("secret/cluster-share\n");
  }
}
