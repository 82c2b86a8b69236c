package org.clustershare.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.inject.Inject;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.registration.ClusterRegistration;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.crypto.RandomIds;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.project.Members;
import org.clustershare.project.Projects;
import org.clustershare.project.entity.ProjectRole;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A cluster's row and the way to its API server are given for the same reasons. */
@ArquillianTest
class ClusterPermissionsIT {
  private static final Person OWNER = person("owner", List.of());
  private static final Person EDITOR = person("editor", List.of());
  private static final Person VIEWER = person("viewer", List.of());

  /** Also a viewer by their own name: the higher role counts. */
  private static final Person EDITOR_BY_GROUP = person("grouped", List.of("other", "devs"));

  private static final Person STRANGER = person("stranger", List.of("others"));

  private static final Map<Person, Optional<ProjectRole>> ROLES =
      Map.of(
          OWNER, Optional.of(ProjectRole.OWNER),
          EDITOR, Optional.of(ProjectRole.EDITOR),
          VIEWER, Optional.of(ProjectRole.VIEWER),
          EDITOR_BY_GROUP, Optional.of(ProjectRole.EDITOR),
          STRANGER, Optional.empty());

  private static final String KUBECONFIG =
      """
      apiVersion: v1
      kind: Config
      clusters: [{name: c, cluster: {server: "https://cluster.invalid:6443"}}]
      users: [{name: u, user: {token: a-token}}]
      contexts: [{name: c, context: {cluster: c, user: u}}]
      current-context: c
      """;
  private static final String ALLOWED = "allowed";

  @Inject private Projects projects;
  @Inject private Members members;
  @Inject private Clusters clusters;
  @Inject private ClusterRegistration enrollment;

  @Deployment
  static WebArchive war() {
    return ShrinkWrap.createFromZipFile(
            WebArchive.class,
            new File(System.getProperty("cluster-share.war", "target/cluster-share.war")))
        .addClass(ClusterPermissionsIT.class);
  }

  /**
   * What one person asks for.
   *
   * @param exists how much of the address there is
   */
  private record Question(
      Person person, String project, String cluster, Action action, Exists exists) {}

  private enum Exists {
    BOTH,
    PROJECT,
    NEITHER
  }

  private static Person person(String name, List<String> groups) {
    return new Person(name + "@permissions.example.com", name, groups);
  }

  private String project() {
    var id = projects.create(OWNER, "Project").id();
    add(id, EDITOR.email(), ProjectRole.EDITOR);
    add(id, VIEWER.email(), ProjectRole.VIEWER);
    add(id, EDITOR_BY_GROUP.email(), ProjectRole.VIEWER);
    add(id, "oidc:devs", ProjectRole.EDITOR);
    return id;
  }

  private void add(String project, String name, ProjectRole role) {
    members.add(OWNER, project, name, role, ExpectedVersion.any());
  }

  private String cluster(String project) {
    return enrollment.add(OWNER, project, "cluster", KUBECONFIG.getBytes(UTF_8), true).id();
  }

  private String toRow(Question asked) {
    return outcome(
        () ->
            assertEquals(
                asked.cluster(),
                clusters
                    .require(asked.person(), asked.project(), asked.cluster(), asked.action())
                    .id()));
  }

  private String toServer(Question asked) {
    return outcome(
        () -> clusters.api(asked.person(), asked.project(), asked.cluster(), asked.action()));
  }

  private static String outcome(Runnable way) {
    try {
      way.run();
      return ALLOWED;
    } catch (ProblemException e) {
      return e.type().key();
    }
  }

  private static String expected(Question asked) {
    var role = ROLES.getOrDefault(asked.person(), Optional.empty());
    if (asked.exists() == Exists.NEITHER || role.isEmpty()) {
      return "project-unknown";
    }
    if (!asked.action().allowedTo(role.get())) {
      return "action-not-allowed";
    }
    return asked.exists() == Exists.BOTH ? ALLOWED : "cluster-unknown";
  }

  private static List<Question> everyone(String project, String cluster, Exists exists) {
    var questions = new ArrayList<Question>();
    for (var person : ROLES.keySet()) {
      for (var action : Action.values()) {
        questions.add(new Question(person, project, cluster, action, exists));
      }
    }
    return questions;
  }

  @Test
  void bothWaysDecideAlikeForEveryRoleActionAndAddress() {
    var project = project();
    var cluster = cluster(project);
    var other = cluster(projects.create(OWNER, "Other").id());
    var questions = new ArrayList<>(everyone(project, cluster, Exists.BOTH));
    for (var elsewhere : List.of(other, RandomIds.id(), "", "x", "a\u0000b", "%")) {
      questions.addAll(everyone(project, elsewhere, Exists.PROJECT));
    }
    for (var nowhere : List.of(RandomIds.id(), "", "x", "a\u0000b", "%")) {
      questions.addAll(everyone(nowhere, cluster, Exists.NEITHER));
    }

    for (var asked : questions) {
      assertEquals(expected(asked), toRow(asked), () -> "row: " + asked);
      assertEquals(expected(asked), toServer(asked), () -> "server: " + asked);
    }
    assertEquals(4, questions.stream().map(ClusterPermissionsIT::expected).distinct().count());
  }

  @Test
  void bothWaysCloseWithTheRoleAndWithTheCluster() {
    var project = project();
    var cluster = cluster(project);
    var asked = new Question(EDITOR, project, cluster, Action.CHANGE_BINDINGS, Exists.BOTH);
    assertBoth(ALLOWED, asked);

    members.change(OWNER, project, EDITOR.id(), ProjectRole.VIEWER, ExpectedVersion.any());
    assertBoth("action-not-allowed", asked);

    members.remove(OWNER, project, EDITOR.id(), ExpectedVersion.any());
    assertBoth("project-unknown", asked);

    var owner = new Question(OWNER, project, cluster, Action.CHANGE_BINDINGS, Exists.BOTH);
    assertBoth(ALLOWED, owner);
    enrollment.remove(OWNER, project, cluster, false, ExpectedVersion.any());
    assertBoth("cluster-unknown", owner);
  }

  private void assertBoth(String outcome, Question asked) {
    assertEquals(outcome, toRow(asked));
    assertEquals(outcome, toServer(asked));
  }
}
