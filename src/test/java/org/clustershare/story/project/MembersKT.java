package org.clustershare.story.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ADMIN;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.Stack.CAROL;
import static org.clustershare.story.driver.Stack.MIXED_CASE;
import static org.clustershare.story.driver.Stack.STRANGER;

import jakarta.json.JsonObject;
import java.util.List;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.crypto.Sha256;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.ProjectActor;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Api.Answer;
import org.clustershare.testbed.parts.DatabaseTest;
import org.clustershare.testbed.parts.StoryTest;
import org.junit.jupiter.api.Test;

/** Projects and their members: people, groups, roles and lost races. */
@DatabaseTest
@StoryTest
class MembersKT {
  private final Stack stack;
  private final Actor alice;
  private final String project;
  private final ProjectActor aliceInProject;

  MembersKT(Stack stack) {
    this.stack = stack;
    this.alice = stack.actor(ALICE);
    this.project = alice.createsProject("Members");
    this.aliceInProject = alice.in(project);
  }

  private ProjectActor inProject(String email) {
    return stack.actor(email).in(project);
  }

  private static List<String> ids(Answer list) {
    return list.array().getValuesAs(JsonObject.class).stream().map(p -> p.getString("id")).toList();
  }

  /** The person's projects with their roles, as the product reports them to the person. */
  private String memberships(String email) {
    return stack.actor(email).account().object().getJsonArray("projects").toString();
  }

  private String membership(String group) {
    return "{\"id\":\"%s\",\"group\":\"%s\"}".formatted(project, group);
  }

  @Test
  void aProjectIsCreatedRenamedListedAndDeletedAsInKkp() {
    var renamed = aliceInProject.renames(" Renamed ");
    assertThat(renamed).hasStatus(200).hasField("name", "Renamed").hasField("status", "Active");
    var owner = renamed.object().getJsonArray("owners").getJsonObject(0);
    assertThat(owner.getString("email")).isEqualTo(ALICE);
    assertThat(owner.getString("name")).isEqualTo("Alice");
    assertThat(ids(alice.projects())).contains(project);

    assertThat(aliceInProject.deletes()).hasStatus(200);

    assertThat(aliceInProject.details()).hasStatus(404);
    assertThat(ids(alice.projects())).doesNotContain(project);
  }

  @Test
  void aProjectWithAClusterIsNotDeletedAndTheReasonIsGiven() {
    var added = stack.addCluster();

    assertThat(alice.in(added.project()).deletes())
        .hasStatus(409)
        .hasNext("Remove its clusters first");

    assertThat(alice.at(added).clusterBindings()).hasStatus(200);
  }

  @Test
  void aMemberIsAddedAsInKkp() {
    var added = aliceInProject.addsMember(BOB, "viewers");

    assertThat(added).hasStatus(201).hasField("id", Person.id(BOB));
    assertThat(added.object().getJsonArray("projects").getJsonObject(0).getString("group"))
        .isEqualTo("viewers");
    assertThat(added.object().getString("creationTimestamp")).isNotEmpty();
    assertThat(aliceInProject.addsMember("BOB@example.com", "owners")).hasStatus(400);
    assertThat(aliceInProject.members().array()).hasSize(2);
  }

  @Test
  void aMemberIsChangedAndRemovedAsInKkp() {
    aliceInProject.addsMember(BOB, "viewers");

    assertThat(aliceInProject.changesMember(BOB, "editors")).hasStatus(200);
    assertThat(memberships(BOB)).contains(membership("editors"));

    assertThat(aliceInProject.removesMember(BOB)).hasStatus(200);
    assertThat(inProject(BOB).details()).hasStatus(404);
    assertThat(aliceInProject.removesMember(BOB)).hasStatus(404);
  }

  @Test
  void anEmailInAnyCaseIsAddedBeforeTheFirstSignIn() {
    aliceInProject.addsMember("mIXED.cASE@eXAMPLE.cOM", "editors");

    assertThat(inProject(MIXED_CASE).details()).hasStatus(200);
    assertThat(aliceInProject.members()).contains("mIXED.cASE@eXAMPLE.cOM");
  }

  @Test
  void aGroupIsAMemberAndTheHighestRoleCounts() {
    assertThat(aliceInProject.addsMember("oidc:guests", "viewers")).hasStatus(201);
    assertThat(aliceInProject.addsMember("oidc:GUESTS", "owners")).hasStatus(201);
    var carol = inProject(CAROL);
    assertThat(ids(carol.actor().projects())).contains(project);
    assertThat(carol.renames("x")).hasStatus(403);

    aliceInProject.addsMember(CAROL, "editors");

    assertThat(carol.renames("Carol's")).hasStatus(200);
    assertThat(memberships(CAROL)).contains(membership("editors"));
  }

  @Test
  void anAdminSeesAllProjectsOnRequest() {
    var admin = stack.actor(ADMIN);

    assertThat(ids(admin.projects())).doesNotContain(project);
    assertThat(ids(admin.allProjects())).contains(project);
    assertThat(ids(stack.actor(STRANGER).allProjects())).doesNotContain(project);
    assertThat(admin.account().object().getBoolean("isAdmin")).isTrue();
  }

  @Test
  void anAdminRepairsAProjectAndLeavesItAnOwner() {
    var admin = inProject(ADMIN);

    assertThat(admin.addsMember(BOB, "owners")).hasStatus(201);
    assertThat(admin.removesMember(ALICE)).hasStatus(200);
    assertThat(admin.removesMember(BOB)).hasStatus(409);
  }

  @Test
  void everyChangeOfMembersHasAnotherETag() {
    var seen = aliceInProject.members().etag();

    assertThat(aliceInProject.details().etag()).isEqualTo(seen);
    assertThat(aliceInProject.addsMember(BOB, "viewers").etag())
        .isNotEqualTo(seen)
        .isEqualTo(aliceInProject.members().etag());
  }

  @Test
  void aLostRaceIsReported() {
    var seen = aliceInProject.members().etag();
    var added = aliceInProject.addsMember(BOB, "viewers");

    assertThat(aliceInProject.changesMember(BOB, "editors", "If-Match", seen))
        .hasStatus(412)
        .hasProblem("precondition-failed");
    assertThat(aliceInProject.removesMember(BOB, "If-Match", seen)).hasStatus(412);
    assertThat(aliceInProject.deletes("If-Match", seen)).hasStatus(412);
    assertThat(aliceInProject.renames("x", "If-Match", seen)).hasStatus(412);
    for (var malformed : List.of("7", "\"7", "*, \"7\"", "")) {
      assertThat(aliceInProject.changesMember(BOB, "editors", "If-Match", malformed))
          .hasStatus(400);
    }

    var changed = aliceInProject.changesMember(BOB, "editors", "If-Match", added.etag());
    assertThat(changed).hasStatus(200);
    assertThat(aliceInProject.removesMember(BOB, "If-Match", changed.etag())).hasStatus(200);
    assertThat(aliceInProject.renames("x", "If-Match", "*")).hasStatus(200);
  }

  @Test
  void aShareEndsWithTheGroupRoleOfItsCreator() {
    var added = stack.addCluster();
    alice.in(added.project()).addsMember("oidc:developers", "editors");
    var link = stack.actor(BOB).at(added).shares();
    assertThat(stack.visitor(CAROL).open(link).status()).isEqualTo(200);

    alice
        .api()
        .delete(alice.in(added.project()).path() + "/users/" + Sha256.hex("oidc:developers"));

    assertThat(stack.visitor(CAROL).open(link).status()).isEqualTo(410);
  }

  @Test
  void aGroupThatIsNoRoleIsRefused() {
    for (var group : List.of("owner", "OWNERS", "admins", "owners-" + project, " owners")) {
      assertThat(aliceInProject.addsMember(BOB, group)).hasStatus(400);
    }
  }

  @Test
  void aMembershipOfAnotherProjectOrPersonIsRefused() {
    var other = alice.createsProject("Other");
    assertThat(
            alice
                .api()
                .post(aliceInProject.path() + "/users", Stack.membership(other, BOB, "viewers")))
        .hasStatus(400);
    aliceInProject.addsMember(BOB, "viewers");

    assertThat(
            alice.api().put(aliceInProject.member(BOB), Stack.membership(project, CAROL, "owners")))
        .hasStatus(400);
  }
}
