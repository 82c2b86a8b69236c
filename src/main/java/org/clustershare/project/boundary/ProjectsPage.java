package org.clustershare.project.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.clustershare.identity.control.CurrentPerson;
import org.clustershare.platform.problem.PageProblems;
import org.clustershare.project.control.Projects;
import org.clustershare.project.entity.Project;
import org.clustershare.project.entity.ProjectRole;
import org.omnifaces.util.Faces;

/** The console's first page: my projects, and making one. */
@Named
@RequestScoped
public class ProjectsPage {
  @Inject private CurrentPerson current;
  @Inject private Projects projects;
  @Inject private PageProblems problems;

  private String name = "";

  public List<Project> getProjects() {
    return projects.of(current.require());
  }

  public ProjectRole role(Project project) {
    return projects.roleOf(current.require(), project).orElse(ProjectRole.VIEWER);
  }

  public void create() {
    problems.orMessage(
        () -> {
          var project = projects.create(current.require(), name);
          Faces.redirect("console/project/%s", project.id());
        });
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }
}
