package org.clustershare.console.project;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.clustershare.console.Confirmation;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.project.ProjectProblem;
import org.clustershare.project.Projects;
import org.jspecify.annotations.Nullable;

/** Forms for a project's name and its deletion, on the page of its members. */
@Named
@RequestScoped
public class ProjectForm {
  private final ConsoleProject project;
  private final Projects projects;
  private final ProjectChange change;

  private @Nullable String name;
  private long seenVersion;
  private String confirmation = "";

  @Inject
  ProjectForm(ConsoleProject project, Projects projects, ProjectChange change) {
    this.project = project;
    this.projects = projects;
    this.change = change;
  }

  public void rename() {
    change.run(
        Confirmation.PROJECT_RENAMED,
        () ->
            projects.rename(
                project.person(), project.id(), getName(), ExpectedVersion.version(seenVersion)));
  }

  /** Deletes the project if its name was typed as a confirmation. */
  public void delete() {
    change.run(
        Confirmation.PROJECT_DELETED,
        () -> {
          if (!confirmation.strip().equals(project.project().name())) {
            throw new ProblemException(ProjectProblem.PROJECT_NOT_CONFIRMED);
          }
          projects.delete(project.person(), project.id(), ExpectedVersion.version(seenVersion));
        });
  }

  public boolean isMayRename() {
    return project.allows(Action.RENAME_PROJECT);
  }

  public boolean isMayDelete() {
    return project.allows(Action.DELETE_PROJECT);
  }

  public long getVersion() {
    return project.project().version();
  }

  public void setVersion(long version) {
    this.seenVersion = version;
  }

  public String getName() {
    return name == null ? project.project().name() : name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getConfirmation() {
    return confirmation;
  }

  public void setConfirmation(String confirmation) {
    this.confirmation = confirmation;
  }
}
