package org.clustershare.console.cluster;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.clustershare.bindings.Bindings;
import org.clustershare.cluster.Clusters;
import org.clustershare.console.Confirmation;
import org.clustershare.console.ConfirmationMessage;
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.omnifaces.util.Faces;

/** Binds and removes subjects in the cluster of the current page, and reloads the page then. */
@RequestScoped
public class BindingEditor {
  private final CurrentPerson current;
  private final Clusters clusters;
  private final Projects projects;
  private final Bindings bindings;
  private final PageProblems problems;
  private final ConsolePath path;
  private final ConfirmationMessage confirmation;

  private final BindingForm form = new BindingForm();

  /** The roles that a page offers, by the scope in which they can be bound. */
  public record OfferedRoles(List<String> clusterRoles, List<String> roles) {}

  @Inject
  BindingEditor(
      CurrentPerson current,
      Clusters clusters,
      Projects projects,
      Bindings bindings,
      PageProblems problems,
      ConsolePath path,
      ConfirmationMessage confirmation) {
    this.current = current;
    this.clusters = clusters;
    this.projects = projects;
    this.bindings = bindings;
    this.problems = problems;
    this.path = path;
    this.confirmation = confirmation;
  }

  /** The form for a new binding. */
  public BindingForm form() {
    return form;
  }

  public boolean isAllowed() {
    return projects.allowed(current.require(), path.segment(0), Action.CHANGE_BINDINGS);
  }

  /** Binds the subject of the form. */
  public void bind(OfferedRoles offered, String page) {
    problems.orMessage(
        () -> {
          var role = form.role(offered.clusterRoles(), offered.roles());
          bindings.bind(api(), path.segment(1), form.scope(), role, form.subject());
          confirmation.next(Confirmation.BOUND);
          reload(page);
        });
  }

  /** Removes the subject whose button was pressed; nothing if it was another button. */
  public void removePressed(String page) {
    Optional.ofNullable(Faces.getRequestParameter("remove"))
        .map(key -> (Runnable) () -> remove(key, page))
        .ifPresent(problems::orMessage);
  }

  private void remove(String key, String page) {
    var row = BindingRow.ofKey(key);
    bindings.unbind(api(), row.scope(), row.role(), row.typedSubject());
    confirmation.next(Confirmation.UNBOUND);
    reload(page);
  }

  private ClusterApi api() {
    return clusters.api(
        current.require(), path.segment(0), path.segment(1), Action.CHANGE_BINDINGS);
  }

  private void reload(String page) {
    Faces.redirect("console/%s/%s/%s", page, path.segment(0), path.segment(1));
  }
}
