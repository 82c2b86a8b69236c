package org.clustershare.console.project;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import org.clustershare.console.ConsolePath;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.oidc.token.Person;
import org.clustershare.project.Action;
import org.clustershare.project.Members;
import org.clustershare.project.Projects;
import org.clustershare.project.entity.Project;
import org.jspecify.annotations.Nullable;

/** The project that a page's address names, with its members, for all beans of that page. */
@RequestScoped
class ConsoleProject {
  private final CurrentPerson current;
  private final Members members;
  private final Projects projects;
  private final ConsolePath path;

  private @Nullable Project project;

  @Inject
  ConsoleProject(CurrentPerson current, Members members, Projects projects, ConsolePath path) {
    this.current = current;
    this.members = members;
    this.projects = projects;
    this.path = path;
  }

  /** The project as it was last read in this request. */
  Project project() {
    var found = project;
    if (found == null) {
      found = members.of(person(), id());
      project = found;
    }
    return found;
  }

  /** The next call of {@link #project} reads the project from the database. */
  void forget() {
    project = null;
  }

  String id() {
    return path.projectId();
  }

  /** The signed-in person. */
  Person person() {
    return current.require();
  }

  /** Whether the signed-in person may do this in the project. */
  boolean allows(Action action) {
    return projects.allowed(person(), id(), action);
  }
}
