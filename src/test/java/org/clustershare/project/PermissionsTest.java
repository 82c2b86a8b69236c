package org.clustershare.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.entity.Member;
import org.clustershare.project.entity.Project;
import org.clustershare.project.entity.ProjectRole;
import org.clustershare.project.settings.ProjectSettings;
import org.junit.jupiter.api.Test;

class PermissionsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Person BOB = new Person("bob@example.com", "Bob", List.of("dev", "ops"));

  private final Project project = new Project("project", "Project", "Alice@example.com", NOW);

  private static final Set<String> AN_ADMIN = Set.of("root@example.com");

  private static Permissions permissions(Set<String> admins, Set<String> creators) {
    return new Permissions(new ProjectSettings(admins, creators));
  }

  private Optional<ProjectRole> roleOf(Person person) {
    return permissions(AN_ADMIN, Set.of()).roleOf(person, project);
  }

  private void add(String email, ProjectRole role) {
    project.add(new Member(email, role, NOW));
  }

  @Test
  void whoeverIsNotInAProjectFindsNone() {
    assertThat(roleOf(BOB)).isEmpty();
    assertThatThrownBy(
            () -> permissions(AN_ADMIN, Set.of()).require(BOB, project, Action.VIEW_PROJECT))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.type()).isEqualTo(ProjectProblem.PROJECT_UNKNOWN));
  }

  @Test
  void anEmailIsFoundInWhateverCase() {
    add("BOB@Example.com", ProjectRole.EDITOR);

    assertThat(roleOf(BOB)).contains(ProjectRole.EDITOR);
  }

  @Test
  void theHighestRoleOfAPersonAndTheirGroupsCounts() {
    add("bob@example.com", ProjectRole.VIEWER);
    add("oidc:dev", ProjectRole.EDITOR);
    add("oidc:managers", ProjectRole.OWNER);

    assertThat(roleOf(BOB)).contains(ProjectRole.EDITOR);

    add("oidc:ops", ProjectRole.OWNER);

    assertThat(roleOf(BOB)).contains(ProjectRole.OWNER);
  }

  @Test
  void aGroupsNameIsExactAndNobodysEmail() {
    add("oidc:Dev", ProjectRole.EDITOR);

    assertThat(roleOf(BOB)).isEmpty();
    assertThat(roleOf(new Person("oidc:Dev", "Mallory", List.of()))).isEmpty();
    assertThat(roleOf(new Person("m@example.com", "Mallory", List.of("oidc:Dev")))).isEmpty();
  }

  @Test
  void anAdminOwnsEverythingButIsNoMember() {
    for (var name : List.of("Bob@EXAMPLE.com", "oidc:ops")) {
      var permissions = permissions(Set.of(name), Set.of());

      assertThat(permissions.roleOf(BOB, project)).contains(ProjectRole.OWNER);
      assertThat(permissions.memberRoleOf(BOB, project)).isEmpty();
      assertThat(permissions.isAdmin(new Person("eve@example.com", "Eve", List.of()))).isFalse();
    }
  }

  @Test
  void adminsMayMakeProjectsAndOthersOnlyWhenTheyAreNamed() {
    assertThat(permissions(AN_ADMIN, Set.of()).mayCreate(BOB)).isFalse();
    assertThat(permissions(Set.of("bob@example.com"), Set.of()).mayCreate(BOB)).isTrue();
    assertThat(permissions(Set.of(), Set.of("everyone")).mayCreate(BOB)).isTrue();
    assertThat(permissions(Set.of(), Set.of("everyone", "oidc:other")).mayCreate(BOB)).isTrue();
    assertThat(permissions(Set.of(), Set.of("oidc:other")).mayCreate(BOB)).isFalse();
    assertThat(permissions(Set.of(), Set.of("oidc:dev")).mayCreate(BOB)).isTrue();
    assertThat(permissions(Set.of(), Set.of("BOB@example.com")).mayCreate(BOB)).isTrue();
    assertThat(permissions(Set.of("bob@example.com"), Set.of("oidc:other")).mayCreate(BOB))
        .isTrue();
  }

  @Test
  void aPersonOrAGroupOfTheNameEveryoneIsNotEveryone() {
    var eve = new Person("eve@example.com", "Eve", List.of("everyone"));

    var group = permissions(Set.of(), Set.of("oidc:everyone"));
    assertThat(group.mayCreate(eve)).isTrue();
    assertThat(group.mayCreate(BOB)).isFalse();
    assertThat(group.mayCreate(new Person("oidc:everyone", "Eve", List.of()))).isFalse();

    var person = permissions(Set.of(), Set.of("everyone@example.com"));
    assertThat(person.mayCreate(new Person("everyone@example.com", "E", List.of()))).isTrue();
    assertThat(person.mayCreate(BOB)).isFalse();

    var named = permissions(AN_ADMIN, Set.of());
    assertThat(named.mayCreate(new Person("everyone", "E", List.of("everyone")))).isFalse();
  }

  @Property
  void aHigherRoleMayDoWhateverALowerOneMay(@ForAll Action action) {
    var allowed = Arrays.stream(ProjectRole.values()).map(action::allowedTo).toList();

    assertThat(allowed).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(action.allowedTo(ProjectRole.OWNER)).isTrue();
  }

  @Property
  void aProjectIsNeverLeftWithoutAPersonWhoOwnsIt(@ForAll @Size(max = 12) List<ProjectRole> roles) {
    var project = new Project("project", "Project", "Alice@example.com", NOW);
    for (int i = 0; i < roles.size(); i++) {
      var name = (i % 2 == 0 ? "p%d@example.com" : "oidc:g%d").formatted(i);
      project.add(new Member(name, roles.get(i), NOW));
    }

    for (var member : project.members()) {
      boolean left =
          project.members().stream()
              .anyMatch(
                  other ->
                      !other.key().equals(member.key())
                          && !other.isGroup()
                          && other.role() == ProjectRole.OWNER);
      assertThat(project.hasOtherOwner(member)).isEqualTo(left);
    }
  }
}
