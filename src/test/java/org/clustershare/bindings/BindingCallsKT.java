package org.clustershare.bindings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.clustershare.bindings.subject.BindingProblem;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.roles.apply.AdminApi;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.cluster.Kubectl;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The requests that bindings cost, by the API server's own count, and the roles of the setting. */
class BindingCallsKT {
  private static final Pattern COUNT =
      Pattern.compile(
          "apiserver_request_total\\{[^}]*resource=\"(clusterroles|clusterrolebindings)\"[^}]*"
              + "verb=\"(?:APPLY|DELETE|GET|LIST|PATCH|POST|PUT)\"[^}]*} ([0-9.e+]+)");

  @TempDir private static Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private static KubernetesCluster kubernetesCluster;

  @SuppressWarnings("NullAway.Init")
  private static Kubectl kubectl;

  @SuppressWarnings("NullAway.Init")
  private static ClusterApi api;

  private final Bindings bindings =
      new Bindings(new BindableRoles(Set.of()), cluster -> UsernamePrefixes.NONE);

  @BeforeAll
  static void start() {
    var testbed = Testbed.obtain(System.out::println);
    kubernetesCluster =
        KubernetesCluster.start(
            testbed, folder.resolve("cluster"), KubernetesCluster.Settings.plain());
    kubectl = new Kubectl(testbed, folder.resolve("home"));
    api = AdminApi.of(kubernetesCluster);
    for (var role : Set.of("view", "edit")) {
      assertThat(
              kubectl
                  .run(
                      kubernetesCluster.kubeconfig(),
                      "label",
                      "clusterrole",
                      role,
                      "component=userClusterRole")
                  .exitCode())
          .isZero();
    }
  }

  @AfterAll
  static void stop() {
    kubernetesCluster.close();
  }

  @Test
  void aReadIsOneCallAndAWriteTwo() {
    var scope = RoleScope.cluster();
    var second = Subject.user("second@example.com");
    bindings.bind(api, scope, "view", Subject.user("first@example.com"));

    assertThat(calls(() -> bindings.clusterBindings(api))).isEqualTo(1);
    assertThat(calls(() -> bindings.bind(api, scope, "view", second))).isEqualTo(2);
    assertThat(calls(() -> bindings.unbind(api, scope, "view", second))).isEqualTo(2);
    assertThat(bindings.clusterBindings(api).toString())
        .contains("first@example.com")
        .doesNotContain("second@example.com");
  }

  @Test
  void onlyRolesOfTheSettingCanBeBound() {
    var fewer = new Bindings(new BindableRoles(Set.of("view")), cluster -> UsernamePrefixes.NONE);
    var somebody = Subject.user("somebody@example.com");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> fewer.bind(api, RoleScope.cluster(), "edit", somebody))
        .matches(problem -> problem.type() == BindingProblem.ROLE_NOT_BINDABLE);
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> fewer.bind(api, RoleScope.cluster(), "admin", somebody))
        .matches(problem -> problem.type() == BindingProblem.ROLE_UNKNOWN);
    assertThat(fewer.clusterRoles(api))
        .extracting(role -> role.metadata().name())
        .containsExactly("view");
    assertThat(bindings.clusterBindings(api).toString()).doesNotContain("somebody@");
    fewer.ensure(api, RoleScope.cluster(), "edit", somebody);
    assertThat(bindings.clusterBindings(api).toString()).contains("somebody@");
    fewer.unbind(api, RoleScope.cluster(), "edit", somebody);
    assertThat(bindings.clusterBindings(api).toString()).doesNotContain("somebody@");
  }

  private static long calls(Runnable action) {
    var before = count();
    action.run();
    return count() - before;
  }

  private static long count() {
    var metrics = kubectl.run(kubernetesCluster.kubeconfig(), "get", "--raw", "/metrics").stdout();
    return COUNT
        .matcher(metrics)
        .results()
        .mapToLong(found -> (long) Double.parseDouble(found.group(2)))
        .sum();
  }
}
