package org.clustershare.console.access;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.clustershare.access.api.AccessResource;
import org.clustershare.access.report.AccessReport;
import org.clustershare.access.report.AccessReport.Answered;
import org.clustershare.access.report.AccessReport.Unanswered;
import org.clustershare.access.report.EffectiveBinding.Who;
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

/** What somebody has in all clusters of a project; its address can be sent to others. */
@Named
@RequestScoped
public class PersonAccessPage {
  @Inject private CurrentPerson current;
  @Inject private Projects projects;
  @Inject private ProjectAccess access;
  @Inject private PageProblems problems;
  @Inject private ConsolePath path;

  private Optional<Project> project = Optional.empty();
  private @Nullable AccessReport report;

  /** Before anything is shown: the project and what was asked for, or the error page. */
  public void open() {
    if (Faces.isResponseComplete()) {
      return; // with the error page
    }
    project =
        problems.orErrorPage(
            () -> projects.require(current.require(), path.projectId(), Action.VIEW_BINDINGS));
    if (project.isPresent() && !getSubject().isEmpty()) {
      report = problems.orErrorPage(() -> ask(who())).orElse(null);
    }
  }

  private Who who() {
    var named = AccessResource.who(getSubject(), getKind());
    return named.subject() instanceof Subject.Group
        ? named
        : AccessResource.who(current.require(), getSubject(), Arrays.asList(groups()));
  }

  private AccessReport ask(Who who) {
    return access.of(current.require(), path.projectId(), who);
  }

  public Project getProject() {
    return project.orElseThrow();
  }

  /** Null as long as no cluster was asked. */
  public @Nullable AccessReport getReport() {
    return report;
  }

  public List<Answered> getAnswered() {
    return report == null ? List.of() : report.answered();
  }

  public List<Unanswered> getUnanswered() {
    return report == null ? List.of() : report.unanswered();
  }

  public String getSubject() {
    return parameter("subject");
  }

  /** {@code group} when the subject is a group of the provider. */
  public String getKind() {
    return parameter("kind");
  }

  /** As they were typed, separated by commas. */
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
