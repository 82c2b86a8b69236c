package org.clustershare.roles.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.clustershare.roles.observe.ReadableClusters.plan;
import static org.clustershare.roles.observe.ReadableClusters.read;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.clustershare.bindings.subject.Labels;
import org.clustershare.kubernetes.error.ClusterException;
import org.clustershare.kubernetes.error.ClusterUnreachableException;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.platform.memory.HeldMemory;
import org.clustershare.platform.memory.MemoryBudget;
import org.clustershare.roles.status.PlanJson;
import org.clustershare.testbed.hostile.Hostility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The limits of a reading: of rules, of sources, of namespaces and of memory. */
class RoleReaderLimitsTest {
  private static final String ROLES = "/apis/rbac.authorization.k8s.io/v1";

  @RegisterExtension final ReadableClusters clusters = new ReadableClusters();

  @Test
  void equalRulesAreKeptOnceForAllNamespaces() {
    clusters.inSync("large", 400);

    var observed = read(clusters.api("large"));

    assertThat(observed.roles()).hasSize(3 * 401);
    var rules = new IdentityHashMap<Object, Boolean>();
    observed.roles().values().forEach(role -> rules.put(role.rules(), true));
    assertThat(rules).hasSize(3);
  }

  @Test
  void differentRulesDoNotFillTheMemory() {
    int many = 1_200; // a page has 500
    clusters.add("hostile", List.of());
    var api = clusters.api("hostile");
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
    clusters.inSync("giant", 100);
    var roles = ROLES + "/namespaces/kube-system/roles";
    clusters.api("giant").create(roles, labelledRole("large", "x".repeat(60_000)));
    clusters.api("giant").create(roles, labelledRole("giant", "x".repeat(3_000_000)));

    var plan = plan(clusters.api("giant"));

    assertThat(plan.steps())
        .hasSize(100)
        .allSatisfy(step -> assertThat(step.object().name()).isEqualTo("large"));
    assertThat(plan.conflicts())
        .singleElement()
        .satisfies(
            conflict ->
                assertThat(conflict.explanation())
                    .isEqualTo(
                        "Role kube-system/giant has more than 64 KiB of rules and is not copied to"
                            + " other namespaces"));

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

    assertThatThrownBy(() -> plan(clusters.api("countless")))
        .isInstanceOf(ClusterUnreachableException.class)
        .hasMessageContaining("more than 100 labelled Roles of its own");
  }

  @Test
  void tooManyNamespacesAreReportedInASentence() {
    clusters.add("huge", IntStream.range(0, 50_001).mapToObj(number -> "n" + number).toList());

    assertThatThrownBy(() -> plan(clusters.api("huge")))
        .isInstanceOf(ClusterUnreachableException.class)
        .hasMessage("The cluster has more than 50000 namespaces, which is not supported.");
  }

  @ParameterizedTest
  @EnumSource
  void aClusterTakesAtMostTheMemoryOfOneReadingAndAllIsReturned(Hostility how) {
    clusters.add("hostile", List.of("a")).hostile(how);
    var budget = new MemoryBudget(64 << 20, 32 << 20, Duration.ofMillis(100));
    try (var held = new HeldMemory()) {
      var api = clusters.api("hostile").holding(budget, held).within(Duration.ofSeconds(3));
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
