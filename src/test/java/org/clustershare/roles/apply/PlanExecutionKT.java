package org.clustershare.roles.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.clustershare.bindings.BindableRoles;
import org.clustershare.bindings.Bindings;
import org.clustershare.bindings.subject.BindingProblem;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.kubernetes.ApiPath;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.error.ClusterRefusedException;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.kubernetes.object.Role;
import org.clustershare.kubernetes.object.RoleBinding;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.roles.observe.RoleReader;
import org.clustershare.roles.plan.DefaultRoles;
import org.clustershare.roles.plan.Desired;
import org.clustershare.roles.plan.RolePlan;
import org.clustershare.roles.plan.RoleStep;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.cluster.Kubectl;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans and bindings on a real API server, without the product around them. */
class PlanExecutionKT {
  private static final DefaultRoles DESIRED = Desired.bundled();

  @TempDir private static Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private static KubernetesCluster kubernetesCluster;

  @SuppressWarnings("NullAway.Init")
  private static Kubectl kubectl;

  @SuppressWarnings("NullAway.Init")
  private static ClusterApi api;

  private static final String OWNER = "owner@example.com";

  private static final Bindings BINDINGS =
      new Bindings(new BindableRoles(Set.of()), cluster -> UsernamePrefixes.NONE);

  @BeforeAll
  static void start() {
    var testbed = Testbed.obtain(System.out::println);
    kubernetesCluster =
        KubernetesCluster.start(
            testbed, folder.resolve("cluster"), KubernetesCluster.Settings.plain());
    kubectl = new Kubectl(testbed, folder.resolve("home"));
    api = AdminApi.of(kubernetesCluster);
    repair();
  }

  @AfterAll
  static void stop() {
    kubernetesCluster.close();
  }

  private static RolePlan plan() {
    return RolePlan.of(
        DESIRED, OWNER, UsernamePrefixes.NONE, new RoleReader(api, api, DESIRED).observed(OWNER));
  }

  private static PlanExecution repair() {
    return PlanExecution.run("c", api, BINDINGS, plan());
  }

  private static String kubectl(String... arguments) {
    var output = kubectl.run(kubernetesCluster.kubeconfig(), arguments);
    assertThat(output.exitCode()).as(output.text()).isZero();
    return output.stdout();
  }

  private static Map<String, String> versions() {
    return api.list(ApiPath.of("apis", "rbac.authorization.k8s.io", "v1", "roles"), "").stream()
        .map(role -> role.getJsonObject("metadata"))
        .collect(
            Collectors.toMap(
                metadata -> metadata.getString("namespace") + "/" + metadata.getString("name"),
                metadata -> metadata.getString("resourceVersion")));
  }

  @Test
  void objectsInSyncAreNotWritten() {
    var before = versions();

    assertThat(plan().isEmpty()).isTrue();
    repair();

    assertThat(versions()).isEqualTo(before);
    assertThat(before.keySet()).contains("kube-system/namespace-admin", "default/namespace-viewer");
  }

  @Test
  void aRoleOfOthersIsReportedAndNotChanged() {
    kubectl("create", "namespace", "foreign");
    kubectl("create", "role", "namespace-admin", "-n", "foreign", "--verb=get", "--resource=pods");

    assertThat(plan().conflicts())
        .extracting(conflict -> conflict.object().toString())
        .containsExactly("Role foreign/namespace-admin");
    repair();

    assertThat(kubectl("get", "role", "namespace-admin", "-n", "foreign", "-o", "json"))
        .doesNotContain("userClusterRole")
        .doesNotContain("*");
    assertThat(versions()).containsKeys("foreign/namespace-editor", "foreign/namespace-viewer");
    kubectl("delete", "namespace", "foreign", "--wait=false");
  }

  @Test
  void aClosedNamespaceDoesNotStopTheOthers() {
    kubectl("create", "namespace", "aaa-closed");
    var policy = "apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies";
    api.create("/" + policy, closed("ValidatingAdmissionPolicy", closedPolicy()));
    api.create(
        "/" + policy.replace("policies", "policybindings"),
        closed("ValidatingAdmissionPolicyBinding", closedBinding()));
    await().atMost(Duration.ofSeconds(30)).until(() -> refusesRoles("aaa-closed"));
    kubectl("create", "namespace", "zzz-open");

    repair();

    assertThat(versions())
        .containsKeys("zzz-open/namespace-admin", "zzz-open/namespace-viewer")
        .doesNotContainKey("aaa-closed/namespace-admin");
    assertThat(repair().refusals())
        .hasSize(3)
        .allSatisfy(refusal -> assertThat(refusal.sentence()).contains("nobody comes in"));
    api.delete("/" + policy.replace("policies", "policybindings") + "/closed");
    api.delete("/" + policy + "/closed");
    kubectl("delete", "namespace", "aaa-closed", "--wait=false");
  }

  private static boolean refusesRoles(String namespace) {
    return kubectl
            .run(
                kubernetesCluster.kubeconfig(),
                "create",
                "role",
                "probe",
                "-n",
                namespace,
                "--verb=get",
                "--resource=pods",
                "--dry-run=server")
            .exitCode()
        != 0;
  }

  private static JsonObject closed(String kind, String spec) {
    return json(
        "{'apiVersion':'admissionregistration.k8s.io/v1','kind':'%s','metadata':{'name':'closed'},'spec':%s}"
            .formatted(kind, spec));
  }

  private static String closedPolicy() {
    return "{'matchConstraints':{'resourceRules':[{'apiGroups':['rbac.authorization.k8s.io'],'apiVersions':['v1'],'operations':['CREATE','UPDATE'],'resources':['roles']}]},'validations':[{'expression':'object.metadata.namespace != \"aaa-closed\"','message':'nobody comes in'}]}"
        .replace("\"", "\\\"");
  }

  private static String closedBinding() {
    return "{'policyName':'closed','validationActions':['Deny']}";
  }

  private static JsonObject json(String text) {
    try (var reader = Json.createReader(new java.io.StringReader(text.replace('\'', '"')))) {
      return reader.readObject();
    }
  }

  @Test
  void aLabelledRoleIsCopiedAndItsCopiesGoWithIt() {
    kubectl("create", "role", "reporter", "-n", "kube-system", "--verb=get", "--resource=pods");
    kubectl("label", "role", "reporter", "-n", "kube-system", "component=userClusterRole");
    kubectl("create", "namespace", "with-own");
    kubectl("create", "role", "reporter", "-n", "with-own", "--verb=list", "--resource=jobs");
    repair();
    assertThat(kubectl("get", "role", "reporter", "-n", "default", "-o", "json"))
        .contains(
            "\"component\": \"userClusterRole\"",
            "\"app.kubernetes.io/managed-by\": \"cluster-share\"",
            "\"cluster-share/copy-of\": \"kube-system/reporter\"",
            "\"pods\"");

    kubectl("create", "namespace", "later-still");
    repair();
    assertThat(versions()).containsKey("later-still/reporter");
    assertThat(plan().steps()).isEmpty();

    kubectl(
        "patch",
        "role",
        "reporter",
        "-n",
        "kube-system",
        "--type=json",
        "-p",
        "[{\"op\":\"replace\",\"path\":\"/rules/0/verbs\",\"value\":[\"get\",\"list\"]}]");
    repair();
    assertThat(kubectl("get", "role", "reporter", "-n", "later-still", "-o", "json"))
        .contains("\"list\"");

    kubectl("label", "role", "reporter", "-n", "kube-system", "component-");
    repair();
    assertThat(versions())
        .containsKeys("kube-system/reporter", "with-own/reporter")
        .doesNotContainKeys("default/reporter", "later-still/reporter");
    kubectl("delete", "role", "reporter", "-n", "kube-system");
    kubectl("delete", "namespace", "later-still", "with-own", "--wait=false");
  }

  @Test
  void aRoleThatChangedAfterTheReadingIsNotDeleted() {
    kubectl("create", "role", "brief", "-n", "kube-system", "--verb=get", "--resource=pods");
    kubectl("label", "role", "brief", "-n", "kube-system", "component=userClusterRole");
    repair();
    kubectl("delete", "role", "brief", "-n", "kube-system");
    var plan = plan();
    kubectl("annotate", "role", "brief", "-n", "default", "example.com/mine=true");

    var planExecution = PlanExecution.run("c", api, BINDINGS, plan);

    assertThat(planExecution.refusals())
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(409));
    assertThat(versions()).containsKey("default/brief");
    repair();
    assertThat(versions()).doesNotContainKey("default/brief");
  }

  @Test
  void ourLabelIsRemovedAndOneOfOthersStays() {
    kubectl("label", "clusterrole", "cluster-admin", "component=userClusterRole");
    var other =
        new DefaultRoles(
            new TreeSet<>(Set.of("admin", "cluster-admin")), DESIRED.namespaced(), "cluster-admin");
    PlanExecution.run(
        "c",
        api,
        BINDINGS,
        RolePlan.of(
            other, OWNER, UsernamePrefixes.NONE, new RoleReader(api, api, other).observed(OWNER)));
    assertThat(names(BINDINGS.clusterRoles(api))).containsExactly("admin", "cluster-admin");

    repair();

    assertThat(names(BINDINGS.clusterRoles(api)))
        .containsExactly("admin", "cluster-admin", "edit", "view");
    assertThat(kubectl("get", "clusterrole", "edit", "-o", "json")).contains("configmaps");
    kubectl("label", "clusterrole", "cluster-admin", "component-");
  }

  private static List<String> names(List<Role> roles) {
    return roles.stream().map(role -> role.metadata().name()).sorted().toList();
  }

  @Test
  void theOwnerIsBoundAndReplacedByTheNext() {
    var first =
        RolePlan.of(
            DESIRED,
            "first@example.com",
            UsernamePrefixes.NONE,
            new RoleReader(api, api, DESIRED).observed(""));
    assertThat(PlanExecution.run("c", api, BINDINGS, first).isComplete()).isTrue();
    assertThat(BINDINGS.clusterBindings(api).toString()).contains("first@example.com");

    var next =
        RolePlan.of(
            DESIRED,
            "next@example.com",
            UsernamePrefixes.NONE,
            new RoleReader(api, api, DESIRED).observed("first@example.com"));
    assertThat(PlanExecution.run("c", api, BINDINGS, next).isComplete()).isTrue();

    assertThat(BINDINGS.clusterBindings(api).toString())
        .contains("next@example.com")
        .doesNotContain("first@example.com");
    BINDINGS.unbind(api, RoleScope.cluster(), "admin", Subject.user("next@example.com"));
  }

  @Test
  void aNamespaceBeingDeletedIsSkipped() {
    kubectl("create", "namespace", "ending");
    assertThat(plan().steps()).extracting(RoleStep::path).anyMatch(p -> p.contains("ending"));
    api.create(
        ApiPath.of("api", "v1", "namespaces", "ending", "configmaps"),
        json(
            "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'holds','finalizers':['example.com/hold']}}"));
    kubectl("delete", "namespace", "ending", "--wait=false");

    assertThat(plan().steps()).extracting(RoleStep::path).noneMatch(p -> p.contains("ending"));

    kubectl(
        "patch",
        "configmap",
        "holds",
        "-n",
        "ending",
        "--type=merge",
        "-p",
        "{\"metadata\":{\"finalizers\":[]}}");
  }

  @Test
  void aBindingThatLostItsLabelStaysAndAnotherIsMade() {
    var view = RoleScope.cluster();
    var first = BINDINGS.bind(api, view, "view", Subject.user("first@example.com"));
    var name = first.metadata().name();
    kubectl("label", "clusterrolebinding", name, "component-");

    var second = BINDINGS.bind(api, view, "view", Subject.user("second@example.com"));

    assertThat(second.toString()).contains("second@example.com").doesNotContain("first@");
    assertThat(kubectl("get", "clusterrolebinding", name, "-o", "json"))
        .contains("first@example.com")
        .doesNotContain("second@");
    BINDINGS.unbind(api, view, "view", Subject.user("second@example.com"));
    assertThat(BINDINGS.clusterBindings(api).toString()).doesNotContain("second@");
  }

  @Test
  void fiftyWritersOfAMissingBindingLoseNothing() throws InterruptedException, ExecutionException {
    var scope = RoleScope.namespace("default");
    var executor = Executors.newFixedThreadPool(50);
    var names = IntStream.range(0, 50).mapToObj("writer-%d@example.com"::formatted).toList();
    try {
      var calls =
          names.stream()
              .<Callable<RoleBinding>>map(
                  name -> () -> BINDINGS.bind(api, scope, "namespace-editor", Subject.user(name)))
              .toList();
      for (var call : executor.invokeAll(calls)) {
        call.get();
      }
    } finally {
      executor.shutdown();
    }

    var made =
        BINDINGS.bindings(api).stream()
            .filter(binding -> binding.roleName().equals("namespace-editor"))
            .toList();
    assertThat(made).hasSize(1);
    assertThat(made.getFirst().subjectEntries().stream().map(subject -> subject.getString("name")))
        .containsExactlyInAnyOrderElementsOf(names);
    // Lists keep only the fields that people see; the object itself names its field manager.
    var name = made.getFirst().metadata().name();
    assertThat(
            api.get(scope.bindingsPath() + ApiPath.of(name)).getJsonObject("metadata").toString())
        .contains("\"manager\":\"cluster-share\"");
  }

  @Test
  void aRoleWithoutTheLabelIsUnknown() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(
            () -> BINDINGS.bind(api, RoleScope.cluster(), "cluster-admin", Subject.user("x@y")))
        .matches(problem -> problem.type() == BindingProblem.ROLE_UNKNOWN);
  }

  @Test
  void aTokenOpensTheClusterToo() {
    kubectl("create", "serviceaccount", "robot", "-n", "default");
    var token = kubectl("create", "token", "robot", "-n", "default").strip();
    var robot = AdminApi.withToken(kubernetesCluster, token);

    assertThat(robot.version()).startsWith("v1.");
    assertThatExceptionOfType(ClusterRefusedException.class)
        .isThrownBy(() -> robot.list(ApiPath.of("api", "v1", "namespaces"), ""))
        .matches(refused -> refused.status() == 403)
        .withMessageContaining("system:serviceaccount:default:robot");
    assertThatExceptionOfType(ClusterRefusedException.class)
        .isThrownBy(() -> AdminApi.withToken(kubernetesCluster, "nonsense").version())
        .matches(refused -> refused.status() == 401);
  }

  @Test
  void anotherCaIsNotTrusted() {
    assertThatExceptionOfType(ClusterUnreachableException.class)
        .isThrownBy(() -> AdminApi.withPublicCas(kubernetesCluster).version())
        .withMessageContaining("not signed by the CA");
  }

  @Test
  void unknownFieldsAreKept() {
    var path = ApiPath.of("api", "v1", "namespaces", "default");
    var read = api.get(path);
    var spec = read.getJsonObject("spec");
    var replaced =
        api.replace(
            path, Json.createObjectBuilder(read).add("invented", Set.of("x").toString()).build());

    assertThat(replaced.getJsonObject("spec")).isEqualTo(spec);
    assertThatExceptionOfType(ClusterRefusedException.class)
        .isThrownBy(
            () ->
                api.replace(
                    path,
                    Json.createObjectBuilder(read)
                        .add(
                            "metadata",
                            Json.createObjectBuilder(read.getJsonObject("metadata"))
                                .add("resourceVersion", "1"))
                        .build()))
        .matches(ClusterRefusedException::conflict);
    assertThat(List.of(api.version())).isNotEmpty();
  }
}
