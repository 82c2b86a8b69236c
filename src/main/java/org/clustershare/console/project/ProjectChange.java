package org.clustershare.console.project;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import org.clustershare.console.Confirmation;
import org.clustershare.console.ConfirmationMessage;
import org.clustershare.console.PageProblems;
import org.clustershare.project.Action;
import org.omnifaces.util.Faces;

/** Runs a change that a form of a project's page asks for, and opens the next page. */
@ApplicationScoped
class ProjectChange {
  private final ConsoleProject project;
  private final PageProblems problems;
  private final ConfirmationMessage done;

  @Inject
  ProjectChange(ConsoleProject project, PageProblems problems, ConfirmationMessage done) {
    this.project = project;
    this.problems = problems;
    this.done = done;
  }

  /** Runs a change, then opens the page again, or the projects if the person has left this one. */
  void run(Confirmation what, Runnable action) {
    run(
        what,
        () -> {
          action.run();
          return "";
        });
  }

  /**
   * As {@link #run(Confirmation, Runnable)}.
   *
   * @param action returns the query of the next page
   */
  void run(Confirmation what, Supplier<String> action) {
    project.forget();
    boolean changed =
        problems.orMessage(
            () -> {
              var query = action.get();
              done.next(what);
              if (project.allows(Action.VIEW_MEMBERS)) {
                Faces.redirect("console/members/%s" + query.replace("%", "%%"), project.id());
              } else {
                Faces.redirect("console/projects");
              }
            });
    if (!changed) {
      project.forget();
    }
  }
}
