package org.clustershare.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.clustershare.project.entity.ProjectRole;
import org.junit.jupiter.api.Test;

/** {@code docs/permissions.md} says what {@link Action} says. */
class PermissionsPageTest {
  private static final Path PAGE = Path.of("docs", "permissions.md");
  private static final String REGENERATE =
      "./mvnw test -Dtest=PermissionsPageTest -Dpermissions.write=true";

  @Test
  void thePageIsUpToDate() throws IOException {
    if (Boolean.getBoolean("permissions.write")) {
      Files.writeString(PAGE, page());
    }

    assertThat(Files.readString(PAGE))
        .as("docs/permissions.md is made from Action; make it again with " + REGENERATE)
        .isEqualTo(page());
  }

  private static String page() {
    return """
        # Who may do what in a project

        Made from `org.clustershare.project.Action`, the one table that API, pages and timer ask; make it
        again with `%s`.

        | action | owner | editor | viewer |
        |---|---|---|---|
        %s

        - A person who is not in a project gets 404 for all of it, as for one that does not exist.
        - The creator of a project owns it. A project always has a person who owns it: the last one can be neither
          removed nor made less, and groups do not count.
        - Members are emails, whatever their case, or groups of the provider as `oidc:<group>`, spelled exactly. A
          person's role is the highest of their own and those of their groups. A person can be added before they
          first sign in. While they are away, their shares are judged by the groups of their last sign-in, for as
          long as the setting `oidc-groups-max-age` says (30 days); a console session keeps groups for 12 hours.
        - The end of a membership ends no binding in a cluster by itself: [leaving](leaving.md) says how to end it.
        - Only sign-ins with the installation's client tell Cluster Share a person's account, name and groups. A sign-in for
          a share of a cluster with its own client, even at the same provider, leaves them as they are.
        - An address belongs to one account at the provider. Only people in the setting `admins` decide whether another
          account gets it; in `console/people` and with `/api/v2/people/changes`.
        - People in the setting `admins` may do in every project what its owners may. They see all projects with
          `GET /api/v1/projects?displayAll=true` and in the console.
        - Admins may make projects, and so may the people and groups that the setting `project-creators` names; the word
          `everyone` there stands for every person who signs in. Without it, only admins may.
        - Only owners see [activity](activity.md), because it has the network addresses of colleagues and recipients.
          Admins see all of it with `GET /api/v2/activity`, also that of deleted projects and of sign-ins.
        - A project with clusters cannot be deleted (409): each cluster holds credentials, and bindings that were
          made in it, so a person has to decide for each.
        """
        .formatted(
            REGENERATE,
            Arrays.stream(Action.values())
                .map(PermissionsPageTest::row)
                .collect(Collectors.joining("\n")));
  }

  private static String row(Action action) {
    return Arrays.stream(ProjectRole.values())
        .map(role -> action.allowedTo(role) ? "yes" : "–")
        .collect(Collectors.joining(" | ", "| %s | ".formatted(action.description()), " |"));
  }
}
