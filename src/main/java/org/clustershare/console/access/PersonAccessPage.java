package org.clustershare.console.access;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.clustershare.access.api.AccessResource;
import org.clustershare.access.report.AccessReport;
import org.clustershare.access.report.AccessReport.ClusterBindings;
import org.clustershare.access.report.AccessReport.UnansweredCluster;
import org.clustershare.access.report.EffectiveBinding.AccessSubject;
import org.clustershare.access.report.ProjectAccess;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.clustershare.project.entity.Project;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;

/** Page for a person's or group's access to all clusters of a project, named in its address. */
@Named
@RequestScoped
public class PersonAccessPage {
  private final CurrentPerson current;
  private final Projects projects;
  private final ProjectAccess access;
  private final PageProblems problems;
  private final ConsolePath path;

  private Optional<Project> project = Optional.empty();
  private @Nullable AccessReport report;

  @Inject
  PersonAccessPage(
      CurrentPerson current,
      Projects projects,
      ProjectAccess access,
      PageProblems problems,
      ConsolePath path) {
    this.current = current;
    this.projects = projects;
    this.access = access;
    this.problems = problems;
    this.path = path;
  }

  /** Reads the project and the access before the page is rendered, or renders the error page. */
  public void open() {
    if (Faces.isResponseComplete()) {
      return; // The error page is already rendered.
    }
    project =
        problems.orErrorPage(
            () -> projects.require(current.require(), path.projectId(), Action.VIEW_BINDINGS));
    if (project.isPresent() && !getSubject().isEmpty()) {
      report = problems.orErrorPage(() -> read(who())).orElse(null);
    }
  }

  private AccessSubject who() {
    var named = AccessResource.subjectOf(getSubject(), getKind());
    return named.subject() instanceof Subject.Group
        ? named
        : AccessResource.subjectOf(current.require(), getSubject(), Arrays.asList(groups()));
  }

  private AccessReport read(AccessSubject accessSubject) {
    return access.of(current.require(), path.projectId(), accessSubject);
  }

  public Project getProject() {
    return project.orElseThrow();
  }

  /** The access; null if no subject is named. */
  public @Nullable AccessReport getReport() {
    return report;
  }

  public List<ClusterBindings> getAnswered() {
    return report == null ? List.of() : report.answered();
  }

  public List<UnansweredCluster> getUnanswered() {
    return report == null ? List.of() : report.unanswered();
  }

  public String getSubject() {
    return parameter("subject");
  }

  /** {@code group} if the subject is a group of the provider. */
  public String getKind() {
    return parameter("kind");
  }

  /** The groups as the person typed them, separated by commas. */
  public String getGroups() {
    return parameter("groups");
  }

  private String[] groups() {
    return Arrays.stream(getGroups().split(",", -1))
        .map(String::strip)
        .filter(group -> !group.isEmpty())
        .toArray(String[]::new);
  }

  private static String parameter(String name) {
    return Optional.ofNullable(Faces.getRequestParameter(name)).map(String::strip).orElse("");
  }
}
