package org.clustershare.console.project;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.project.Permissions;
import org.clustershare.project.Projects;
import org.clustershare.project.entity.Project;
import org.clustershare.project.entity.ProjectRole;

/** The console's first page: the person's projects, and the form that creates one. */
@Named
@RequestScoped
public class ProjectsPage {
  private final CurrentPerson current;
  private final Projects projects;
  private final Permissions permissions;
  private final PageProblems problems;

  private String name = "";

  @Inject
  ProjectsPage(
      CurrentPerson current, Projects projects, Permissions permissions, PageProblems problems) {
    this.current = current;
    this.projects = projects;
    this.permissions = permissions;
    this.problems = problems;
  }

  public List<Project> getProjects() {
    return projects.of(current.require());
  }

  /** For an administrator: the projects in which they are not a member. */
  public List<Project> getOthers() {
    var person = current.require();
    return permissions.isAdmin(person)
        ? projects.visibleTo(person).stream()
            .filter(project -> permissions.memberRoleOf(person, project).isEmpty())
            .toList()
        : List.of();
  }

  public boolean isAdmin() {
    return permissions.isAdmin(current.require());
  }

  public boolean isMayCreate() {
    return permissions.mayCreate(current.require());
  }

  /** Whether every signed-in person may create projects; shown to administrators. */
  public boolean isEveryoneCreates() {
    return permissions.everyoneCreates();
  }

  public ProjectRole role(Project project) {
    return permissions.memberRoleOf(current.require(), project).orElse(ProjectRole.VIEWER);
  }

  public void create() {
    problems.orMessage(
        () -> {
          var project = projects.create(current.require(), name);
          ConsolePath.redirect("console/project/%s", project.id());
        });
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }
}
