package org.clustershare.roles.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.roles.observe.ReadableClusters.BINDINGS;
import static org.clustershare.roles.observe.ReadableClusters.DESIRED;
import static org.clustershare.roles.observe.ReadableClusters.OWNER;
import static org.clustershare.roles.observe.ReadableClusters.plan;

import java.util.List;
import org.clustershare.bindings.subject.Labels;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.roles.apply.PlanExecution;
import org.clustershare.roles.plan.RolePlan;
import org.clustershare.roles.plan.RoleStep.Reason;
import org.clustershare.testbed.cluster.SimulatedCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The calls of a reading. PlanExecutionKT checks the result on real API servers. */
class RoleReaderTest {
  @RegisterExtension final ReadableClusters clusters = new ReadableClusters();

  private static final String ROLES = "/apis/rbac.authorization.k8s.io/v1";

  private static List<String> asked(SimulatedCluster cluster, int before) {
    return cluster.seen().stream()
        .skip(before)
        .map(seen -> seen.method() + seen.path().replaceAll(".*/", " "))
        .toList();
  }

  @Test
  void aClusterInSyncCostsThreeLists() {
    var cluster = clusters.inSync("well", 20);
    int before = cluster.seen().size();

    assertThat(plan(clusters.api("well")).steps()).isEmpty();

    assertThat(asked(cluster, before))
        .containsExactly("GET clusterroles", "GET namespaces", "GET roles");
  }

  @Test
  void theReservedNamespaceLacksNothingAndGetsNothing() {
    var cluster = clusters.add("own", List.of("cluster-share", "n0"));
    PlanExecution.run("own", clusters.api("own"), BINDINGS, plan(clusters.api("own")));
    int before = cluster.seen().size();

    assertThat(plan(clusters.api("own")).steps()).isEmpty();

    assertThat(asked(cluster, before))
        .containsExactly("GET clusterroles", "GET namespaces", "GET roles");
    assertThat(cluster.hasRole("n0", "namespace-viewer")).isTrue();
    assertThat(cluster.hasRole("cluster-share", "namespace-viewer")).isFalse();
  }

  @Test
  void onlyWhenSomethingIsMissingAllRolesAreLookedAt() {
    var cluster = clusters.inSync("damaged", 20);
    cluster.deleteRole("n7", "namespace-viewer");
    int before = cluster.seen().size();

    assertThat(plan(clusters.api("damaged")).steps())
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
    clusters.inSync("stripped", 3);
    var api = clusters.api("stripped");
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
    return new RoleReader(clusters.api(name), clusters.api(name), DESIRED);
  }

  @Test
  void theDigestChangesExactlyWhenAnObjectChanges() {
    var cluster = clusters.inSync("told-apart", 20);
    var other = clusters.inSync("alike", 20);
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
    clusters.inSync("large", 170); // 513 roles

    assertThat(asked("large").digest()).isEmpty();
    assertThat(plan(clusters.api("large"))).isEqualTo(RolePlan.NOTHING);
  }
}
