package org.clustershare.roles.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.roles.plan.PlanInputs.DESIRED;
import static org.clustershare.roles.plan.PlanInputs.LABELLED;
import static org.clustershare.roles.plan.PlanInputs.OTHER_RULES;
import static org.clustershare.roles.plan.PlanInputs.OWNER;
import static org.clustershare.roles.plan.PlanInputs.VIEWER_RULES;
import static org.clustershare.roles.plan.PlanInputs.plan;
import static org.clustershare.roles.plan.PlanInputs.rules;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.roles.plan.ObservedRoles.ObservedClusterRole;
import org.clustershare.roles.plan.ObservedRoles.ObservedRole;
import org.clustershare.roles.plan.ObservedRoles.Preconditions;
import org.clustershare.roles.plan.ObservedRoles.RoleKey;
import org.clustershare.roles.plan.RolePlan.Cause;
import org.clustershare.roles.plan.RoleStep.Reason;
import org.junit.jupiter.api.Test;

/** Plans by example; {@link RolePlanPropertyTest} has what holds for all. */
class RolePlanTest {
  private static final ObservedClusterRole UNLABELLED = new ObservedClusterRole(false, false);

  private static ObservedRole ours(JsonArray rules) {
    return new ObservedRole(true, true, true, rules, new Preconditions("uid", "1"));
  }

  private static ObservedRole foreign(boolean labelled, JsonArray rules) {
    return new ObservedRole(labelled, false, false, rules, new Preconditions("uid", "1"));
  }

  private static ObservedRoles observed(Set<String> namespaces, Map<RoleKey, ObservedRole> roles) {
    return new ObservedRoles(
        Map.of("admin", LABELLED, "edit", LABELLED, "view", LABELLED), namespaces, roles, OWNER);
  }

  private static List<String> reasons(RolePlan plan) {
    return plan.steps().stream().map(RoleStep::explanation).toList();
  }

  @Test
  void aFreshClusterGetsLabelsThreeRolesInEachNamespaceAndItsOwner() {
    var observed =
        new ObservedRoles(
            Map.of("admin", UNLABELLED, "edit", UNLABELLED, "view", UNLABELLED),
            Set.of("default", "kube-system"),
            Map.of(),
            "");

    var plan = plan(observed);

    assertThat(plan.steps()).hasSize(10);
    assertThat(plan.conflicts()).isEmpty();
    assertThat(reasons(plan))
        .contains(
            "ClusterRole view lacks its labels",
            "Role default/namespace-admin is missing",
            "alice@example.com in ClusterRole admin is not bound yet");
    assertThat(plan.steps().get(3).path())
        .as("sources come before their copies")
        .contains("kube-system");
  }

  @Test
  void clusterRolesOnlyGetAndLoseOurLabel() {
    assertThat(new RoleStep.LabelClusterRole("admin").body().keySet())
        .containsExactlyInAnyOrder("apiVersion", "kind", "metadata");
    assertThat(new RoleStep.UnlabelClusterRole("admin").body().getJsonObject("metadata").keySet())
        .containsExactly("name");
  }

  @Test
  void viewersSeeNoSecretsAndNoRbac() {
    assertThat(VIEWER_RULES.toString())
        .doesNotContain("secrets")
        .doesNotContain("rbac")
        .doesNotContain("extensions");
    assertThat(rules(DESIRED, "namespace-editor").toString())
        .contains("secrets", "impersonate")
        .doesNotContain("rbac")
        .doesNotContain("extensions");
  }

  @Test
  void aFieldOfANewerKubernetesInARuleIsNoDrift() {
    var rule = rules(DESIRED, "namespace-admin").getJsonObject(0);
    var added =
        Json.createObjectBuilder(rule)
            .add("invented", true)
            .add("resourceNames", Json.createArrayBuilder())
            .build();
    var narrowed =
        Json.createObjectBuilder(rule)
            .add("resourceNames", Json.createArrayBuilder().add("one"))
            .build();

    assertThat(reasonsWith(added)).noneMatch(reason -> reason.contains("changed"));
    assertThat(reasonsWith(narrowed)).contains("Role default/namespace-admin was changed");
  }

  private static List<String> reasonsWith(JsonObject rule) {
    var role = ours(Json.createArrayBuilder().add(rule).build());
    return reasons(
        plan(observed(Set.of("default"), Map.of(new RoleKey("default", "namespace-admin"), role))));
  }

  @Test
  void aLabelledRoleInKubeSystemIsCopiedToAllNamespaces() {
    var source = Map.of(new RoleKey("kube-system", "reporter"), foreign(true, OTHER_RULES));

    var plan = plan(observed(Set.of("kube-system", "default", "later"), source));

    assertThat(plan.steps())
        .filteredOn(step -> step.object().name().equals("reporter"))
        .extracting(step -> step.object().toString())
        .containsExactly("Role default/reporter", "Role later/reporter");
    assertThat(new RoleStep.ApplyRole("default", "reporter", OTHER_RULES, Reason.MISSING).body())
        .hasToString(
            "{\"apiVersion\":\"rbac.authorization.k8s.io/v1\",\"kind\":\"Role\",\"metadata\":{"
                + "\"name\":\"reporter\",\"namespace\":\"default\",\"labels\":{"
                + "\"component\":\"userClusterRole\",\"app.kubernetes.io/managed-by\":\"cluster-share\"},"
                + "\"annotations\":{\"cluster-share/copy-of\":\"kube-system/reporter\"}},\"rules\":"
                + OTHER_RULES
                + "}");
  }

  @Test
  void copiesWithoutSourceAreDeletedExactlyAsTheyWereRead() {
    var copies =
        Map.of(
            new RoleKey("default", "reporter"), ours(OTHER_RULES),
            new RoleKey("other", "reporter"), foreign(true, OTHER_RULES));

    var plan = plan(observed(Set.of("kube-system", "default", "other"), copies));

    assertThat(plan.steps())
        .filteredOn(step -> step.action() == RoleStep.Action.DELETE)
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.object()).hasToString("Role default/reporter");
              assertThat(step.body().getJsonObject("preconditions").toString())
                  .isEqualTo("{\"uid\":\"uid\",\"resourceVersion\":\"1\"}");
            });
  }

  @Test
  void anEqualLabelledRoleOfOthersIsNoConflict() {
    var key = new RoleKey("default", "namespace-viewer");

    assertThat(
            plan(observed(Set.of("default"), Map.of(key, foreign(true, VIEWER_RULES)))).conflicts())
        .isEmpty();
    assertThat(
            plan(observed(Set.of("default"), Map.of(key, foreign(true, OTHER_RULES)))).conflicts())
        .singleElement()
        .satisfies(
            conflict ->
                assertThat(conflict.explanation())
                    .isEqualTo(
                        "Role default/namespace-viewer was created by someone else and differs from"
                            + " the default role of this name"));
  }

  @Test
  void aMissingClusterRoleIsAConflict() {
    var plan = plan(new ObservedRoles(Map.of("edit", LABELLED), Set.of(), Map.of(), ""));

    assertThat(plan.conflicts()).extracting(RolePlan.Conflict::cause).containsOnly(Cause.ABSENT);
    assertThat(plan.steps()).as("nobody can be bound to it").isEmpty();
  }

  @Test
  void ourLabelIsRemovedFromARoleThatIsNoLongerDefault() {
    var clusterRoles =
        Map.of(
            "admin",
            LABELLED,
            "edit",
            LABELLED,
            "view",
            LABELLED,
            "cluster-admin",
            LABELLED,
            "theirs",
            new ObservedClusterRole(true, false));

    assertThat(reasons(plan(new ObservedRoles(clusterRoles, Set.of(), Map.of(), OWNER))))
        .containsExactly("ClusterRole cluster-admin is no longer a default role");
  }

  @Test
  void aNewOwnerTakesThePlaceOfTheFormer() {
    var observed = new ObservedRoles(Map.of("admin", LABELLED), Set.of(), Map.of(), "bob@x.com");

    assertThat(plan(observed).steps())
        .containsExactly(
            new RoleStep.UnbindOwner("admin", "bob@x.com", Subject.user("bob@x.com")),
            new RoleStep.BindOwner("admin", OWNER, Subject.user(OWNER)));
  }

  @Test
  void theFormerOwnerIsUnboundExactlyAsTheyWereBound() {
    var observed =
        new ObservedRoles(
            Map.of("admin", LABELLED, "edit", LABELLED), Set.of(), Map.of(), "bob@x.com");
    var since = new UsernamePrefixes("oidc:", "oidc:");

    var plan =
        RolePlan.of(
            DESIRED,
            OWNER,
            since,
            observed,
            Optional.of(new BoundOwner(Optional.of("edit"), "old-bob@x.com")));

    assertThat(plan.steps())
        .containsExactly(
            new RoleStep.UnbindOwner("edit", "bob@x.com", Subject.user("old-bob@x.com")),
            new RoleStep.BindOwner("admin", OWNER, Subject.user("oidc:" + OWNER)));
  }

  @Test
  void theReservedNamespaceGetsNoRolesAndLosesOldOnes() {
    var earlier =
        Map.of(
            new RoleKey("cluster-share", "namespace-viewer"),
            ours(VIEWER_RULES),
            new RoleKey("cluster-share", "namespace-admin"),
            foreign(true, OTHER_RULES));
    var observed =
        new ObservedRoles(
            Map.of("admin", LABELLED, "edit", LABELLED, "view", LABELLED),
            Set.of("cluster-share"),
            earlier,
            OWNER);

    var plan = plan(observed);

    assertThat(reasons(plan))
        .containsExactly(
            "Role cluster-share/namespace-viewer is in the namespace of Cluster Share's own"
                + " account");
    assertThat(plan.steps().get(0)).isInstanceOf(RoleStep.DeleteRole.class);
    assertThat(plan.conflicts()).as("what others made there is theirs").isEmpty();
  }

  @Test
  void anotherOwnerRoleDoesNotMoveABoundOwner() {
    var other = new DefaultRoles(DESIRED.labelled(), DESIRED.namespaced(), "edit");
    var observed =
        new ObservedRoles(Map.of("admin", LABELLED, "edit", LABELLED), Set.of(), Map.of(), OWNER);

    var plan = RolePlan.of(other, OWNER, UsernamePrefixes.NONE, observed);

    assertThat(plan.steps())
        .noneMatch(
            step -> step instanceof RoleStep.BindOwner || step instanceof RoleStep.UnbindOwner);
  }

  @Test
  void theOwnerIsBoundWithTheUsernamePrefix() {
    var observed = new ObservedRoles(Map.of("admin", LABELLED), Set.of(), Map.of(), "");

    var steps = RolePlan.of(DESIRED, OWNER, new UsernamePrefixes("oidc:", ""), observed).steps();

    assertThat(steps.get(0).body().getString("name")).isEqualTo("oidc:alice@example.com");
    assertThat(steps.get(0).object().subject()).contains(OWNER);
  }
}
