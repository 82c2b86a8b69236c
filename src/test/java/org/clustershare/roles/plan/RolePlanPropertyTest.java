package org.clustershare.roles.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.roles.plan.PlanInputs.DESIRED;
import static org.clustershare.roles.plan.PlanInputs.OTHER_RULES;
import static org.clustershare.roles.plan.PlanInputs.OWNER;
import static org.clustershare.roles.plan.PlanInputs.VIEWER_RULES;
import static org.clustershare.roles.plan.PlanInputs.plan;
import static org.clustershare.roles.plan.PlanInputs.rules;

import jakarta.json.JsonArray;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.clustershare.roles.apply.After;
import org.clustershare.roles.plan.ObservedRoles.ObservedClusterRole;
import org.clustershare.roles.plan.ObservedRoles.ObservedRole;
import org.clustershare.roles.plan.ObservedRoles.Preconditions;
import org.clustershare.roles.plan.ObservedRoles.RoleKey;

/** What holds for the plan of every cluster. */
class RolePlanPropertyTest {
  @Property
  void anExecutedPlanLeavesNothingToDo(@ForAll("observations") ObservedRoles observed) {
    var plan = plan(observed);
    var again = plan(After.of(observed, plan));

    assertThat(again.steps()).isEmpty();
    assertThat(again.conflicts()).isEqualTo(plan.conflicts());
  }

  @Property
  void equalInputGivesAnEqualPlan(@ForAll("observations") ObservedRoles observed) {
    assertThat(plan(observed)).isEqualTo(plan(observed));
  }

  @Property
  void objectsOfOthersStayAsTheyAre(@ForAll("observations") ObservedRoles observed) {
    var after = After.of(observed, plan(observed));

    observed
        .roles()
        .forEach(
            (key, role) -> {
              if (!role.managed()) {
                assertThat(after.roles()).containsEntry(key, role);
              }
            });
    observed
        .clusterRoles()
        .forEach(
            (name, role) -> {
              if (!DESIRED.labelled().contains(name) && !role.managed()) {
                assertThat(after.clusterRoles()).containsEntry(name, role);
              }
            });
  }

  @Property
  void everyNamespaceEndsWithEveryRoleOrAConflict(@ForAll("observations") ObservedRoles observed) {
    var plan = plan(observed);
    var after = After.of(observed, plan);
    var conflicts =
        plan.conflicts().stream().map(c -> c.object().toString()).collect(Collectors.toSet());

    for (var namespace : observed.namespaces()) {
      sources(observed)
          .forEach(
              (name, rules) -> {
                boolean good =
                    Optional.ofNullable(after.roles().get(new RoleKey(namespace, name)))
                        .filter(ObservedRole::labelled)
                        .filter(role -> RolePlanner.equivalent(role.rules(), rules))
                        .isPresent();
                assertThat(good || conflicts.contains("Role %s/%s".formatted(namespace, name)))
                    .isTrue();
              });
    }
    assertThat(after.boundOwner())
        .isEqualTo(observed.clusterRoles().containsKey("admin") ? OWNER : observed.boundOwner());
  }

  @Property
  void noCopyOutlivesItsSource(@ForAll("observations") ObservedRoles observed) {
    var after = After.of(observed, plan(observed));
    var sources = sources(observed);

    after
        .roles()
        .forEach(
            (key, role) -> {
              if (role.managed() && observed.namespaces().contains(key.namespace())) {
                assertThat(sources).containsKey(key.name());
              }
            });
  }

  /** The expected result, computed in another way than by the planner. */
  private static Map<String, JsonArray> sources(ObservedRoles observed) {
    var sources = new HashMap<String, JsonArray>();
    observed.roles().entrySet().stream()
        .filter(entry -> entry.getKey().namespace().equals("kube-system"))
        .filter(entry -> entry.getValue().labelled() && !entry.getValue().managed())
        .forEach(entry -> sources.put(entry.getKey().name(), entry.getValue().rules()));
    sources.putAll(DESIRED.namespaced());
    return sources;
  }

  @Provide
  Arbitrary<ObservedRoles> observations() {
    var clusterRole =
        Combinators.combine(Arbitraries.of(true, false), Arbitraries.of(true, false))
            .as((labelled, byUs) -> new ObservedClusterRole(labelled, labelled && byUs));
    var clusterRoles =
        Arbitraries.maps(Arbitraries.of("admin", "edit", "view", "cluster-admin"), clusterRole);
    var names = Arbitraries.of("default", "kube-system", "a", "b");
    var truth = Arbitraries.of(true, false);
    var role =
        Combinators.combine(truth, truth, truth, Arbitraries.of(VIEWER_RULES, OTHER_RULES))
            .as(
                (labelled, ours, marked, rules) ->
                    new ObservedRole(labelled, ours, marked, rules, Preconditions.ANY));
    var keys =
        Combinators.combine(
                names, Arbitraries.of("namespace-admin", "namespace-viewer", "reporter"))
            .as(RoleKey::new);
    return Combinators.combine(
            clusterRoles,
            names.set().ofMaxSize(4),
            Arbitraries.maps(keys, role).ofMaxSize(8),
            Arbitraries.of("", OWNER, "bob@example.com"))
        .as(
            (labels, namespaces, roles, bound) ->
                new ObservedRoles(
                    new TreeMap<>(labels), new TreeSet<>(namespaces), new HashMap<>(roles), bound));
  }
}
