package org.clustershare.story.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.AnswerAssert.assertThat;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;
import static org.clustershare.story.driver.Stack.CAROL;

import org.clustershare.story.driver.Stack;
import org.junit.jupiter.api.Test;

/** Access reports and revocation over all clusters of a project. */
class AccessKT extends TwoClusters {
  AccessKT(Stack stack) {
    super(stack);
  }

  /** Binds Dora, and a group, by hand in the first cluster. */
  @Override
  void prepare() {
    kubectl(one, "create", "clusterrolebinding", "by-hand", "--clusterrole=edit", "--user=" + DORA);
    kubectl(
        one,
        "create",
        "rolebinding",
        "team",
        "--clusterrole=view",
        "--group=developers",
        "-n",
        "default");
  }

  @Test
  void everyBindingOfAPersonIsFoundInEveryCluster() {
    var report = alice().accessOf(DORA);

    assertThat(names(report, "clusters")).containsExactly("one", "two");
    assertThat(alice().accessOf(DORA))
        .contains("\"roleRefName\":\"edit\",\"origin\":\"direct\"", "\"managed\":false")
        .contains("\"namespace\":\"default\"", "\"origin\":\"possibleGroup\"")
        .contains("\"groupsKnown\":false");
    for (int i = 0; i < 20; i++) {
      var again = alice().accessOf(DORA);
      assertThat(again).hasStatus(200);
      assertThat(names(again, "clusters")).containsExactly("one", "two");
    }
  }

  @Test
  void groupsInTheQuestionDecideWhichBindingsCount() {
    assertThat(alice().accessOf(DORA, "developers"))
        .contains("\"origin\":\"group\",\"through\":\"developers\"");
    assertThat(alice().accessOf(DORA, "guests")).doesNotContain("developers");
    assertThat(alice().accessOf(ALICE)).contains("\"groupsKnown\":true");
  }

  @Test
  void aReportNeedsASubjectAndAMembership() {
    assertThat(stack.api(ALICE).get(alice().accessPath())).hasStatus(400);
    assertThat(stack.actor(BOB).in(project).accessOf(DORA)).hasStatus(404);
  }

  @Test
  void revocationEndsTheBindingsOfAGroup() {
    bindWithLabel(one, "labelled-team", "--group=developers");

    assertThat(ended(alice().endsAccessOfGroup("developers"))).containsExactly("edit");
  }

  @Test
  void revocationNeedsASubjectAKindAndARole() {
    var carol = stack.actor(CAROL).in(project);
    alice().addsMember(CAROL, "viewers");

    assertThat(carol.endsAccessOf(DORA)).hasStatus(403);
    assertThat(stack.api(ALICE).delete(alice().accessPath() + "?subject=dora&kind=robot"))
        .hasStatus(400);
    assertThat(stack.api(ALICE).delete(alice().accessPath() + "?subject=")).hasStatus(400);
  }
}
