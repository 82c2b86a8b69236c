package org.clustershare.story.bindings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.KubernetesUserAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.Stack.CAROL;

import java.time.Duration;
import org.clustershare.story.driver.ClusterActor;
import org.clustershare.story.driver.KubernetesUser;
import org.clustershare.story.driver.Stack;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.parts.DatabaseTest;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An API server that puts prefixes before the users and groups of its provider. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DatabaseTest
@StoryTest
class SubjectPrefixesKT {
  private final Stack stack;
  private Added added = new Added("", "");

  @SuppressWarnings("NullAway.Init")
  private KubernetesCluster apiServer;

  @SuppressWarnings("NullAway.Init")
  private ClusterActor alice;

  SubjectPrefixesKT(Stack stack) {
    this.stack = stack;
  }

  @BeforeAll
  void start() {
    apiServer =
        KubernetesCluster.start(
            stack.testbed,
            stack.dir.resolve("prefixed-cluster"),
            KubernetesCluster.Settings.trusting(stack.issuer)
                .withFlag("--oidc-username-prefix=oidc:")
                .withFlag("--oidc-groups-prefix=oidc:"));
    var owner = stack.actor(ALICE);
    added = owner.adds(apiServer).as("prefixed").to(owner.createsProject("Prefixed"));
    var fresh = owner.at(added);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(fresh.clusterRoleNames()).contains("view"));
    assertThat(fresh.identity()).hasBody("{\"usernamePrefix\":\"\",\"groupsPrefix\":\"\"}");
  }

  @BeforeEach
  void prefixesAreSet() {
    alice = stack.actor(ALICE).at(added);
    assertThat(alice.setsPrefixes("oidc:", "oidc:")).hasStatus(200);
  }

  @AfterAll
  void stop() {
    apiServer.close();
  }

  private KubernetesUser user(String email) {
    return KubernetesUser.withToken(stack.kubectl, apiServer, stack.issuer.idToken(email));
  }

  @Test
  void membersSeeThePrefixesAndStrangersDoNotChangeThem() {
    assertThat(stack.actor(BOB).at(added).setsPrefixes("oidc:", "oidc:")).hasStatus(404);
    assertThat(alice.identity())
        .hasBody("{\"usernamePrefix\":\"oidc:\",\"groupsPrefix\":\"oidc:\"}");
  }

  @Test
  void aPersonIsBoundWithThePrefixOnce() {
    assertThat(alice.binds(BOB).to("view")).contains("\"oidc:" + BOB + "\"");
    assertThat(alice.binds("oidc:" + BOB).to("view")).hasStatus(400);
    assertThat(user(BOB)).may("list pods");

    alice.unbinds(BOB).from("view");

    assertThat(user(BOB)).mayNot("list pods");
  }

  @Test
  void aUserOfKubernetesItselfIsBoundWithoutAPrefix() {
    assertThat(alice.binds("system:admin").to("view")).contains("system:admin");
    assertThat(alice.binds("system:admin").to("view")).hasStatus(400);
  }

  @Test
  void aGroupIsBoundWithThePrefix() {
    assertThat(alice.bindsGroup("guests").to("view")).contains("\"oidc:guests\"");

    // She is in the group.
    assertThat(user(CAROL)).may("list pods");
  }

  @Test
  void aSubjectIsRemovedAsTheProviderOrTheListSpellsIt() {
    alice.setsPrefixes("dev-", "");
    var dora = "\"dev-dora@example.com\"";

    assertThat(alice.binds("dora@example.com").to("view")).contains(dora);
    assertThat(alice.unbinds("dora@example.com").from("view")).doesNotContain(dora);

    alice.binds("dora@example.com").to("view");
    assertThat(alice.unbinds("dev-dora@example.com").from("view")).doesNotContain(dora);
  }

  @Test
  void ifBothSpellingsAreBoundTheProvidersCounts() {
    alice.setsPrefixes("dev-", "");
    alice.binds("dora@example.com").to("view");
    assertThat(alice.binds("dev-dora@example.com").to("view"))
        .contains("\"dev-dev-dora@example.com\"");

    assertThat(alice.unbinds("dev-dora@example.com").from("view"))
        .contains("\"dev-dora@example.com\"")
        .doesNotContain("dev-dev-dora@example.com");
    alice.unbinds("dora@example.com").from("view");
  }
}
