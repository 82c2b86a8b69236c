package org.clustershare.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.clustershare.identity.PersonDirectory;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.problem.ProblemType;
import org.clustershare.project.Action;
import org.clustershare.project.Members;
import org.clustershare.project.ProjectProblem;
import org.clustershare.project.Projects;
import org.clustershare.project.entity.Project;
import org.clustershare.project.entity.ProjectRole;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Members in a real database, many at once. */
@ArquillianTest
class MembersIT {
  private static final Person ALICE = new Person("Alice@Example.com", "Alice", List.of());
  private static final Person BOB = new Person("bob@example.com", "Bob", List.of("dev"));
  private static final ExpectedVersion ANY = ExpectedVersion.any();

  @Inject private Projects projects;
  @Inject private Members members;
  @Inject private PersonDirectory personDirectory;

  @Deployment
  static WebArchive war() {
    return ShrinkWrap.createFromZipFile(
            WebArchive.class,
            new File(System.getProperty("cluster-share.war", "target/cluster-share.war")))
        .addClass(MembersIT.class);
  }

  private Project project() {
    return projects.create(ALICE, "Project");
  }

  private Project found(Project project) {
    return projects.find(project.id()).orElseThrow();
  }

  private void add(Project project, String email, ProjectRole role) {
    members.add(ALICE, project.id(), email, role, ANY);
  }

  private static void assertProblem(ProblemType type, Executable code) {
    assertEquals(type, assertThrows(ProblemException.class, code).type());
  }

  @Test
  void aMemberIsAddedChangedAndRemovedAndTheVersionTellsEachTime() {
    var project = project();
    var added = members.add(ALICE, project.id(), "Bob@example.com", ProjectRole.VIEWER, ANY);
    assertEquals(ProjectRole.VIEWER, projects.roleOf(BOB, found(project)).orElseThrow());
    assertEquals("Bob@example.com", found(project).member(BOB.key()).orElseThrow().email());

    var changed = members.change(ALICE, project.id(), BOB.id(), ProjectRole.EDITOR, ANY);
    assertEquals(ProjectRole.EDITOR, projects.roleOf(BOB, found(project)).orElseThrow());

    var removed = members.remove(ALICE, project.id(), BOB.id(), ANY);
    assertTrue(projects.roleOf(BOB, found(project)).isEmpty());

    var versions = List.of(project, added, changed, removed).stream().map(Project::version);
    assertEquals(4, versions.distinct().count());
    assertEquals(removed.version(), found(project).version());
  }

  @Test
  void aMemberIsThereOnceWhateverTheCase() {
    var project = project();
    add(project, "bob@example.com", ProjectRole.VIEWER);

    assertProblem(
        ProjectProblem.MEMBER_EXISTS, () -> add(project, "BOB@EXAMPLE.COM", ProjectRole.OWNER));
    assertEquals(2, found(project).members().size());
  }

  @Test
  void whatNamesNobodyIsNotAdded() {
    var project = project();

    for (var name : List.of("bob", "oidc:", "oidc: ", "a@b\u0000", "oidc:a\nb", "x".repeat(400))) {
      assertProblem(ProjectProblem.MEMBER_INVALID, () -> add(project, name, ProjectRole.VIEWER));
    }
    assertEquals(1, found(project).members().size());
  }

  @Test
  void anEmailHas254CharactersAtMostAndAGroup320() {
    var project = project();
    var email = "b".repeat(64) + "@" + "c".repeat(189);

    add(project, email, ProjectRole.VIEWER);
    assertProblem(
        ProjectProblem.MEMBER_INVALID, () -> add(project, email + "c", ProjectRole.VIEWER));
    add(project, "oidc:" + "g".repeat(315), ProjectRole.VIEWER);
    assertProblem(
        ProjectProblem.MEMBER_INVALID,
        () -> add(project, "oidc:" + "g".repeat(316), ProjectRole.VIEWER));
  }

  @Test
  void aMemberWithALongerEmailOfAnEarlierVersionCanBeChangedAndRemoved() {
    // Only members who are added are judged: this owner is in the table as earlier ones are.
    var early = new Person("b".repeat(64) + "@" + "c".repeat(255), "Early", List.of());
    var project = projects.create(early, "Project");
    members.add(early, project.id(), ALICE.email(), ProjectRole.OWNER, ANY);

    members.change(ALICE, project.id(), early.id(), ProjectRole.EDITOR, ANY);
    members.remove(ALICE, project.id(), early.id(), ANY);

    assertTrue(projects.roleOf(early, found(project)).isEmpty());
  }

  @Test
  void aGroupGivesItsPeopleARoleAlsoWhileTheyAreAway() {
    var project = project();
    add(project, "oidc:dev", ProjectRole.EDITOR);

    assertTrue(projects.of(BOB).stream().anyMatch(p -> p.id().equals(project.id())));
    personDirectory.store(BOB);
    assertTrue(projects.allowed(BOB.key(), project.id(), Action.SHARE_CLUSTER));

    personDirectory.store(new Person(BOB.email(), BOB.name(), List.of()));
    assertFalse(projects.allowed(BOB.key(), project.id(), Action.SHARE_CLUSTER));
  }

  @Test
  void theLastPersonWhoOwnsCannotGoNorBeMadeLess() {
    var project = project();
    add(project, "oidc:dev", ProjectRole.OWNER);

    assertProblem(
        ProjectProblem.LAST_OWNER, () -> members.remove(ALICE, project.id(), ALICE.id(), ANY));
    assertProblem(
        ProjectProblem.LAST_OWNER,
        () -> members.change(ALICE, project.id(), ALICE.id(), ProjectRole.VIEWER, ANY));
    members.change(ALICE, project.id(), ALICE.id(), ProjectRole.OWNER, ANY);

    add(project, BOB.email(), ProjectRole.OWNER);
    members.change(ALICE, project.id(), ALICE.id(), ProjectRole.VIEWER, ANY);
    assertProblem(
        ProjectProblem.ACTION_NOT_ALLOWED,
        () -> members.remove(ALICE, project.id(), BOB.id(), ANY));
  }

  @Test
  void ofTwoOwnersWhoRemoveOrDegradeEachOtherAtOnceOneStays() throws Exception {
    for (int round = 0; round < 20; round++) {
      var project = project();
      add(project, BOB.email(), ProjectRole.OWNER);
      boolean remove = round % 2 == 0;

      var done =
          atOnce(
              List.of(
                  () -> against(ALICE, BOB, project, remove),
                  () -> against(BOB, ALICE, project, remove)));

      assertEquals(1, done.stream().filter(Boolean::booleanValue).count());
      assertEquals(
          1,
          found(project).members().stream()
              .filter(member -> member.role() == ProjectRole.OWNER)
              .count());
    }
  }

  private boolean against(Person one, Person other, Project project, boolean remove) {
    try {
      if (remove) {
        members.remove(one, project.id(), other.id(), ANY);
      } else {
        members.change(one, project.id(), other.id(), ProjectRole.VIEWER, ANY);
      }
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  @Test
  void noneOfTwentyMembersAddedAtOnceIsLost() throws Exception {
    var project = project();

    atOnce(
        IntStream.range(0, 20)
            .<Callable<Boolean>>mapToObj(
                i ->
                    () -> {
                      add(project, "p%d@example.com".formatted(i), ProjectRole.VIEWER);
                      return true;
                    })
            .toList());

    assertEquals(21, found(project).members().size());
  }

  @Test
  void ofManyWhoSawTheSameVersionOneChangesIt() throws Exception {
    var project = project();
    var seen = ExpectedVersion.version(project.version());

    var done =
        atOnce(
            IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(
                    i ->
                        () -> {
                          try {
                            projects.rename(ALICE, project.id(), "Name " + i, seen);
                            return true;
                          } catch (ProblemException e) {
                            assertEquals("precondition-failed", e.type().key());
                            return false;
                          }
                        })
                .toList());

    assertEquals(1, done.stream().filter(Boolean::booleanValue).count());
    assertNotEquals(project.version(), found(project).version());
  }

  @Test
  void aDeletedProjectIsGone() {
    var project = project();
    add(project, BOB.email(), ProjectRole.EDITOR);
    assertProblem(ProjectProblem.ACTION_NOT_ALLOWED, () -> projects.delete(BOB, project.id(), ANY));

    projects.delete(ALICE, project.id(), ANY);

    assertTrue(projects.find(project.id()).isEmpty());
    assertProblem(ProjectProblem.PROJECT_UNKNOWN, () -> projects.delete(ALICE, project.id(), ANY));
  }

  private static List<Boolean> atOnce(List<Callable<Boolean>> tasks)
      throws InterruptedException, ExecutionException {
    var barrier = new CyclicBarrier(tasks.size());
    var threads = Executors.newFixedThreadPool(tasks.size());
    try {
      var results = new ArrayList<Boolean>();
      var waiting =
          tasks.stream()
              .<Callable<Boolean>>map(
                  task ->
                      () -> {
                        barrier.await();
                        return task.call();
                      })
              .toList();
      for (var future : threads.invokeAll(waiting)) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }
}
