package org.clustershare.roles.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.clustershare.bindings.BindableRoles;
import org.clustershare.bindings.Bindings;
import org.clustershare.bindings.subject.Labels;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.kubernetes.ClusterAccess;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.ClusterApis;
import org.clustershare.kubernetes.Credentials;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.memory.HeldMemory;
import org.clustershare.platform.memory.MemoryBudget;
import org.clustershare.platform.net.AddressPolicy;
import org.clustershare.platform.net.NetworkRange;
import org.clustershare.roles.apply.PlanExecution;
import org.clustershare.roles.plan.DefaultRoles;
import org.clustershare.roles.plan.Desired;
import org.clustershare.roles.plan.ObservedRoles;
import org.clustershare.roles.plan.RolePlan;
import org.clustershare.roles.plan.RoleStep.Reason;
import org.clustershare.roles.status.PlanJson;
import org.clustershare.testbed.cluster.SimulatedCluster;
import org.clustershare.testbed.cluster.SimulatedClusters;
import org.clustershare.testbed.hostile.Hostility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The calls and the memory of a reading. PlanExecutionKT checks the result on real API servers. */
class RoleReaderTest {
  private static final Bindings BINDINGS =
      new Bindings(new BindableRoles(Set.of()), cluster -> UsernamePrefixes.NONE);
  private static final DefaultRoles DESIRED = Desired.bundled();
  private static final String OWNER = "alice@example.com";
  private static final String ROLES = "/apis/rbac.authorization.k8s.io/v1";

  private final SimulatedClusters clusters = new SimulatedClusters();

  @AfterEach
  void close() {
    clusters.close();
  }

  private ClusterApi api(String name) {
    return new ClusterApis(new AddressPolicy(EnumSet.allOf(NetworkRange.class)))
        .of(
            new ClusterAccess(
                clusters.server(name),
                Optional.of(clusters.caPem()),
                new Credentials.BearerToken(Secret.of("simulated"))));
  }

  private static RolePlan plan(ClusterApi api) {
    return RolePlan.of(DESIRED, OWNER, UsernamePrefixes.NONE, read(api));
  }

  private static ObservedRoles read(ClusterApi api) {
    return new RoleReader(api, api, DESIRED).observed(OWNER);
  }

  private SimulatedCluster inSync(String name, int namespaces) {
    var cluster =
        clusters.add(name, IntStream.range(0, namespaces).mapToObj(n -> "n" + n).toList());
    PlanExecution.run(name, api(name), BINDINGS, plan(api(name)));
    return cluster;
  }

  private static List<String> asked(SimulatedCluster cluster, int before) {
    return cluster.seen().stream()
        .skip(before)
        .map(seen -> seen.method() + seen.path().replaceAll(".*/", " "))
        .toList();
  }

  @Test
  void aClusterInSyncCostsThreeLists() {
    var cluster = inSync("well", 20);
    int before = cluster.seen().size();

    assertThat(plan(api("well")).steps()).isEmpty();

    assertThat(asked(cluster, before))
        .containsExactly("GET clusterroles", "GET namespaces", "GET roles");
  }

  @Test
  void theReservedNamespaceLacksNothingAndGetsNothing() {
    var cluster = clusters.add("own", List.of("cluster-share", "n0"));
    PlanExecution.run("own", api("own"), BINDINGS, plan(api("own")));
    int before = cluster.seen().size();

    assertThat(plan(api("own")).steps()).isEmpty();

    assertThat(asked(cluster, before))
        .containsExactly("GET clusterroles", "GET namespaces", "GET roles");
    assertThat(cluster.hasRole("n0", "namespace-viewer")).isTrue();
    assertThat(cluster.hasRole("cluster-share", "namespace-viewer")).isFalse();
  }

  @Test
  void onlyWhenSomethingIsMissingAllRolesAreLookedAt() {
    var cluster = inSync("damaged", 20);
    cluster.deleteRole("n7", "namespace-viewer");
    int before = cluster.seen().size();

    assertThat(plan(api("damaged")).steps())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.object()).hasToString("Role n7/namespace-viewer");
              assertThat(step.reason()).isEqualTo(Reason.MISSING);
            });

    assertThat(asked(cluster, before))
        .containsExactly("GET clusterroles", "GET namespaces", "GET roles", "GET roles");
  }

  @Test
  void aCopyWithoutLabelsIsRepairedOnlyWhileItHasASource() {
    inSync("stripped", 3);
    var api = api("stripped");
    var roles = ROLES + "/namespaces/%s/roles";
    api.create(
        roles.formatted("kube-system"),
        JsonFactory.object()
            .add("kind", "Role")
            .add(
                "metadata",
                JsonFactory.object()
                    .add("name", "mine")
                    .add("namespace", "kube-system")
                    .add("labels", Labels.of(Labels.ROLE)))
            .add("rules", JsonFactory.array())
            .build());
    PlanExecution.run("stripped", api, BINDINGS, plan(api));
    var copy = roles.formatted("n1") + "/mine";
    var found = api.get(copy);
    api.replace(
        copy,
        JsonFactory.object(found)
            .add("metadata", JsonFactory.object(found.getJsonObject("metadata")).remove("labels"))
            .build());

    assertThat(plan(api).steps())
        .singleElement()
        .satisfies(step -> assertThat(step.reason()).isEqualTo(Reason.UNLABELLED));

    api.delete(roles.formatted("kube-system") + "/mine");

    assertThat(plan(api).steps())
        .extracting(step -> step.object().toString())
        .containsExactly("Role n0/mine", "Role n2/mine");
  }

  private RoleReader asked(String name) {
    return new RoleReader(api(name), api(name), DESIRED);
  }

  @Test
  void theDigestChangesExactlyWhenAnObjectChanges() {
    var cluster = inSync("told-apart", 20);
    var other = inSync("alike", 20);
    other.deleteRole("n7", "namespace-viewer");

    // The list's own resourceVersion differs at each call.
    var before = asked("told-apart").digest();
    assertThat(before).isPresent();
    assertThat(asked("told-apart").digest()).isEqualTo(before);

    cluster.deleteRole("n7", "namespace-viewer");

    var after = asked("told-apart");
    assertThat(after.digest()).isPresent().isNotEqualTo(before);
    after.observed(OWNER);
    assertThat(after.digest()).as("it took a fourth list").isEmpty();
  }

  @Test
  void aListOfSeveralPagesHasNoDigest() {
    inSync("large", 170); // 513 roles

    assertThat(asked("large").digest()).isEmpty();
    assertThat(plan(api("large"))).isEqualTo(RolePlan.NOTHING);
  }

  @Test
  void equalRulesAreKeptOnceForAllNamespaces() {
    inSync("large", 400);

    var observed = read(api("large"));

    assertThat(observed.roles()).hasSize(3 * 401);
    var rules = new IdentityHashMap<Object, Boolean>();
    observed.roles().values().forEach(role -> rules.put(role.rules(), true));
    assertThat(rules).hasSize(3);
  }

  @Test
  void differentRulesDoNotFillTheMemory() {
    int many = 1_200; // a page has 500
    clusters.add("hostile", List.of());
    var api = api("hostile");
    for (int i = 0; i < many; i++) {
      api.create(
          "/apis/rbac.authorization.k8s.io/v1/namespaces/n%d/roles".formatted(i), otherRole(i));
    }

    assertThatThrownBy(() -> read(api))
        .isInstanceOf(ClusterUnreachableException.class)
        .hasMessageContaining("more than 8 MiB of different rules");
  }

  private static JsonObject otherRole(int number) {
    var rule = Json.createObjectBuilder().add("verbs", number + "x".repeat(7_500));
    return Json.createObjectBuilder()
        .add("kind", "Role")
        .add(
            "metadata",
            Json.createObjectBuilder()
                .add("name", "other")
                .add("namespace", "n" + number)
                .add("labels", Json.createObjectBuilder().add("component", "userClusterRole")))
        .add("rules", Json.createArrayBuilder().add(rule))
        .build();
  }

  private static JsonObject labelledRole(String name, String verb) {
    return JsonFactory.object()
        .add("kind", "Role")
        .add(
            "metadata",
            JsonFactory.object()
                .add("name", name)
                .add("namespace", "kube-system")
                .add("labels", Labels.of(Labels.ROLE)))
        .add(
            "rules",
            JsonFactory.array()
                .add(JsonFactory.object().add("verbs", JsonFactory.array().add(verb))))
        .build();
  }

  @Test
  void aRoleWithTooManyRulesIsAConflictAndNotCopied() {
    inSync("giant", 100);
    var roles = ROLES + "/namespaces/kube-system/roles";
    api("giant").create(roles, labelledRole("large", "x".repeat(60_000)));
    api("giant").create(roles, labelledRole("giant", "x".repeat(3_000_000)));

    var plan = plan(api("giant"));

    assertThat(plan.steps())
        .hasSize(100)
        .allSatisfy(step -> assertThat(step.object().name()).isEqualTo("large"));
    assertThat(plan.conflicts())
        .singleElement()
        .satisfies(
            conflict ->
                assertThat(conflict.explanation())
                    .isEqualTo(
                        "Role kube-system/giant has more than 64 KiB of rules and is not copied to other namespaces"));

    // For people, and for the database.
    assertThat(PlanJson.steps(plan.steps(), 1_000).toString()).hasSizeLessThan(400 << 10);
    assertThat(PlanJson.text(plan.steps(), 100, 256 << 10))
        .contains("Role n7/large is missing")
        .doesNotContain("body")
        .hasSizeLessThan(30_000);
    assertThat(PlanJson.text(plan.steps(), 100, 5_000))
        .hasSizeLessThanOrEqualTo(5_000)
        .endsWith("}]");
  }

  @Test
  void tooManyLabelledRolesAreNotCopied() {
    clusters.add("countless", List.of("a", "b")).hostile(Hostility.COUNTLESS_SOURCES);

    assertThatThrownBy(() -> plan(api("countless")))
        .isInstanceOf(ClusterUnreachableException.class)
        .hasMessageContaining("more than 100 labelled Roles of its own");
  }

  @Test
  void tooManyNamespacesAreReportedInASentence() {
    clusters.add("huge", IntStream.range(0, 50_001).mapToObj(number -> "n" + number).toList());

    assertThatThrownBy(() -> plan(api("huge")))
        .isInstanceOf(ClusterUnreachableException.class)
        .hasMessage("The cluster has more than 50000 namespaces, which is not supported.");
  }

  @ParameterizedTest
  @EnumSource
  void aClusterTakesAtMostTheMemoryOfOneReadingAndAllIsReturned(Hostility how) {
    clusters.add("hostile", List.of("a")).hostile(how);
    var budget = new MemoryBudget(64 << 20, 32 << 20, Duration.ofMillis(100));
    try (var held = new HeldMemory()) {
      var api = api("hostile").holding(budget, held).within(Duration.ofSeconds(3));
      try {
        var plan = plan(api);
        assertThat(PlanJson.steps(plan.steps(), 1_000).toString()).hasSizeLessThan(2 << 20);
        assertThat(PlanJson.text(plan.steps(), 100, 256 << 10)).hasSizeLessThan(256 << 10);
      } catch (ClusterException said) {
        assertThat(said.sentence()).isNotBlank().hasSizeLessThan(600);
      }
    }
    assertThat(budget.available()).isEqualTo(64 << 20);
  }
}
