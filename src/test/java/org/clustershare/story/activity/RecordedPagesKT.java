package org.clustershare.story.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.clustershare.story.driver.Stack.ADMIN;
import static org.clustershare.story.driver.Stack.ALICE;
import static org.clustershare.story.driver.Stack.BOB;

import java.net.URI;
import java.util.Map;
import org.clustershare.story.driver.Forms;
import org.clustershare.story.driver.Stack;
import org.clustershare.testbed.Visitor;
import org.clustershare.testbed.parts.StoryTest;
import org.jsoup.Jsoup;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.Test;

/**
 * Forms of the console leave the same records as calls of the API. {@code ArchitectureTest} holds
 * that pages change nothing but through the classes behind the API.
 */
@StoryTest
class RecordedPagesKT {
  private final Stack stack;
  private final Visitor alice;
  private final Trail trail;

  RecordedPagesKT(Stack stack) {
    this.stack = stack;
    this.alice = stack.visitor(ALICE);
    this.trail = new Trail(stack.api(ADMIN));
  }

  /** Sends a form of a page with some fields filled in, and demands a record. */
  private void sends(
      String path, String formId, String button, Map<String, String> fields, String action) {
    var address = URI.create(stack.product.base() + "/console/" + path);
    var page = Jsoup.parse(alice.open(address).body(), address.toString());
    if (!(page.getElementById(formId) instanceof FormElement form)) {
      throw new AssertionError("%s has no form %s".formatted(address, formId));
    }
    fields.forEach((name, value) -> form.select("[name='%s']".formatted(name)).val(value));
    var before = trail.latest();
    var answer = alice.post(address, Forms.encode(form, button));

    assertThat(trail.since(before))
        .as("records of %s: %s", button, Jsoup.parse(answer.body()).select("[role=alert]").text())
        .anySatisfy(
            one -> {
              assertThat(one.getString("action")).isEqualTo(action);
              assertThat(one.getJsonObject("actor").getString("email")).isEqualTo(ALICE);
              assertThat(one.getJsonObject("from").getString("address")).isNotBlank();
            });
  }

  @Test
  void formsOfProjectsAndMembersLeaveRecords() {
    var project = stack.api(ALICE).createProject("By pages");
    var members = "members/" + project;
    sends(
        members,
        "add-member",
        "add-member:add",
        Map.of("add-member:email", BOB, "add-member:role", "viewers"),
        "member.add");
    sends(
        members,
        "rename-project",
        "rename-project:rename",
        Map.of("rename-project:name", "Other name"),
        "project.rename");
    sends(
        "project/" + project,
        "add-cluster",
        "add-cluster:add",
        Map.of(
            "add-cluster:name",
            "by a page",
            "add-cluster:kubeconfig",
            stack.apiServer.kubeconfigText()),
        "cluster.add");
  }

  @Test
  void signingInAndOutLeavesRecords() {
    var before = trail.latest();
    alice.open(URI.create(stack.product.base() + "/console/projects"));
    alice.post(URI.create(stack.product.base() + "/sign-out"), "", "Origin", stack.product.base());

    assertThat(trail.since(before))
        .filteredOn(one -> one.getString("action").startsWith("session."))
        .filteredOn(one -> ALICE.equals(one.getJsonObject("actor").getString("email", "")))
        .extracting(one -> one.getString("action"))
        .contains("session.end", "session.begin");
  }
}
