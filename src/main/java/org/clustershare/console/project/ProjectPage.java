package org.clustershare.console.project;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.clustershare.cluster.account.AccessManifest;
import org.clustershare.cluster.registration.ClusterCheckFailedException;
import org.clustershare.cluster.registration.ClusterRegistration;
import org.clustershare.cluster.registration.ClusterReport;
import org.clustershare.console.ConsolePath;
import org.clustershare.console.PageProblems;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.clustershare.project.entity.Project;
import org.jspecify.annotations.Nullable;

/** Page for a project: its clusters, and the form that adds one. */
@Named
@RequestScoped
public class ProjectPage {
  private final CurrentPerson current;
  private final Projects projects;
  private final ClusterRegistration registration;
  private final PageProblems problems;
  private final ConsolePath path;

  private Optional<Project> project = Optional.empty();
  private String name = "";
  private String kubeconfig = "";
  private boolean evenUnverified;
  private @Nullable ClusterReport report;

  @Inject
  ProjectPage(
      CurrentPerson current,
      Projects projects,
      ClusterRegistration registration,
      PageProblems problems,
      ConsolePath path) {
    this.current = current;
    this.projects = projects;
    this.registration = registration;
    this.problems = problems;
    this.path = path;
  }

  /** Reads the project before the page is rendered, or renders the error page. */
  public void open() {
    project = problems.orErrorPage(this::require);
  }

  private Project require() {
    return projects.require(current.require(), path.projectId(), Action.VIEW_PROJECT);
  }

  /** Adds the cluster. If that fails, the form keeps its fields for a correction. */
  public void add() {
    problems.orMessage(
        () -> {
          try {
            var cluster =
                registration.add(
                    current.require(),
                    path.projectId(),
                    name,
                    kubeconfig.getBytes(StandardCharsets.UTF_8),
                    evenUnverified);
            ConsolePath.redirect("console/cluster/%s/%s", cluster.projectId(), cluster.id());
          } catch (ClusterCheckFailedException e) {
            report = e.report();
            throw e;
          }
        });
  }

  public Project getProject() {
    // A posted form reads the project before the page is opened.
    if (project.isEmpty()) {
      project = Optional.of(require());
    }
    return project.get();
  }

  public boolean isMayAdd() {
    return projects.allowed(current.require(), path.projectId(), Action.ADD_CLUSTER);
  }

  public boolean isMayViewActivity() {
    return projects.allowed(current.require(), path.projectId(), Action.VIEW_ACTIVITY);
  }

  /** The commands that create a kubeconfig with exactly the rights that Cluster Share needs. */
  public String getAccessCommands() {
    return AccessManifest.userCommands();
  }

  /** The same for clusters that do not sign client certificates. */
  public String getServiceAccountCommands() {
    return AccessManifest.serviceAccountCommands();
  }

  /** The steps of the failed check; null if none failed in this request. */
  public @Nullable ClusterReport getReport() {
    return report;
  }

  public String getKubeconfig() {
    return kubeconfig;
  }

  public void setKubeconfig(@Nullable String kubeconfig) {
    this.kubeconfig = kubeconfig == null ? "" : kubeconfig;
  }

  public boolean isEvenUnverified() {
    return evenUnverified;
  }

  public void setEvenUnverified(boolean evenUnverified) {
    this.evenUnverified = evenUnverified;
  }

  public String getName() {
    return name;
  }

  public void setName(@Nullable String name) {
    this.name = name == null ? "" : name;
  }
}
