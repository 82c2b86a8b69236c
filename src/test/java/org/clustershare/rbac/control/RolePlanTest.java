package org.clustershare.rbac.control;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.clustershare.rbac.control.ObservedRoles.ObservedRole;
import org.clustershare.rbac.control.ObservedRoles.RoleKey;
import org.junit.jupiter.api.Test;

class RolePlanTest {
  private static final DefaultRoles DESIRED = DefaultRoles.bundled();
  private static final JsonArray OTHER_RULES = Json.createArrayBuilder().add("other").build();

  @Test
  void aFreshClusterGetsLabelsAndThreeRolesInEachNamespace() {
    var observed =
        new ObservedRoles(
            Map.of("admin", false, "edit", false, "view", false),
            Set.of("default", "kube-system"),
            Map.of());

    var plan = RolePlan.of(DESIRED, observed);

    assertThat(plan.steps()).hasSize(9);
    assertThat(plan.conflicts()).isEmpty();
    assertThat(plan.steps())
        .extracting(RolePlan.Step::reason)
        .contains("ClusterRole view lacks the label", "Role default/namespace-admin is missing");
  }

  @Test
  void theOwnersOfKubernetesRolesAreOnlyGivenALabel() {
    var step = new RolePlan.LabelClusterRole("admin");

    assertThat(step.body().keySet()).containsExactlyInAnyOrder("apiVersion", "kind", "metadata");
  }

  @Test
  void viewersSeeNoSecretsAndNoRbac() {
    var rules = DESIRED.namespaced().get("namespace-viewer");

    assertThat(String.valueOf(rules))
        .doesNotContain("secrets")
        .doesNotContain("rbac")
        .doesNotContain("extensions");
    assertThat(String.valueOf(DESIRED.namespaced().get("namespace-editor")))
        .contains("secrets", "impersonate")
        .doesNotContain("rbac")
        .doesNotContain("extensions");
  }

  @Test
  void whatANewerKubernetesAddsToARuleIsNoDrift() {
    var rule = DESIRED.role("namespace-admin", "default").getJsonArray("rules").getJsonObject(0);
    var added =
        Json.createObjectBuilder(rule)
            .add("invented", true)
            .add("resourceNames", Json.createArrayBuilder())
            .build();
    var narrowed =
        Json.createObjectBuilder(rule)
            .add("resourceNames", Json.createArrayBuilder().add("one"))
            .build();

    assertThat(reasons("namespace-admin", added)).noneMatch(reason -> reason.contains("changed"));
    assertThat(reasons("namespace-admin", narrowed))
        .contains("Role default/namespace-admin was changed");
  }

  private static List<String> reasons(String name, JsonObject rule) {
    var rules = Json.createArrayBuilder().add(rule).build();
    var observed =
        new ObservedRoles(
            Map.of(),
            Set.of("default"),
            Map.of(new RoleKey("default", name), new ObservedRole(true, true, rules)));
    return RolePlan.of(DESIRED, observed).steps().stream().map(RolePlan.Step::reason).toList();
  }

  @Property
  void carryingOutAPlanLeavesNothingToDo(@ForAll("observations") ObservedRoles observed) {
    var plan = RolePlan.of(DESIRED, observed);
    var again = RolePlan.of(DESIRED, observed.after(plan));

    assertThat(again.steps()).isEmpty();
    assertThat(again.conflicts()).isEqualTo(plan.conflicts());
  }

  @Property
  void whatIsNotOursIsReportedAndLeftAlone(@ForAll("observations") ObservedRoles observed) {
    var plan = RolePlan.of(DESIRED, observed);
    var after = observed.after(plan);

    observed
        .roles()
        .forEach(
            (key, role) -> {
              if (!role.ours()) {
                assertThat(after.roles().get(key)).isEqualTo(role);
                if (observed.namespaces().contains(key.namespace())) {
                  assertThat(plan.conflicts()).contains(key.namespace() + "/" + key.name());
                }
              }
            });
  }

  @Property
  void everyNamespaceEndsWithEveryRole(@ForAll("observations") ObservedRoles observed) {
    var after = observed.after(RolePlan.of(DESIRED, observed));

    for (var namespace : observed.namespaces()) {
      for (var name : DESIRED.namespaced().keySet()) {
        assertThat(after.roles()).containsKey(new RoleKey(namespace, name));
      }
    }
    assertThat(after.clusterRoles().values()).allMatch(labelled -> labelled);
  }

  @Provide
  Arbitrary<ObservedRoles> observations() {
    var clusterRoles =
        Arbitraries.maps(Arbitraries.of("admin", "edit", "view"), Arbitraries.of(true, false));
    var names = Arbitraries.of("default", "kube-system", "a", "b");
    var role =
        Arbitraries.of(
            new ObservedRole(
                true, true, DESIRED.role("namespace-viewer", "x").getJsonArray("rules")),
            new ObservedRole(true, true, OTHER_RULES),
            new ObservedRole(false, true, OTHER_RULES),
            new ObservedRole(false, false, OTHER_RULES));
    var keys =
        Combinators.combine(names, Arbitraries.of("namespace-admin", "namespace-viewer"))
            .as(RoleKey::new);
    return Combinators.combine(clusterRoles, names.set().ofMaxSize(4), Arbitraries.maps(keys, role))
        .as(
            (labels, namespaces, roles) ->
                new ObservedRoles(
                    new TreeMap<>(labels), new TreeSet<>(namespaces), new HashMap<>(roles)));
  }
}
