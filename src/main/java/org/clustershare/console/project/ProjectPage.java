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
import org.omnifaces.util.Faces;

/** A project, and adding a cluster to it. */
@Named
@RequestScoped
public class ProjectPage {
  @Inject private CurrentPerson current;
  @Inject private Projects projects;
  @Inject private ClusterRegistration enrollment;
  @Inject private PageProblems problems;
  @Inject private ConsolePath path;

  private Optional<Project> project = Optional.empty();
  private String name = "";
  private String kubeconfig = "";
  private boolean evenUnverified;
  private @Nullable ClusterReport report;

  /** Before anything is shown: the project, or the error page. */
  public void open() {
    project = problems.orErrorPage(this::require);
  }

  private Project require() {
    return projects.require(current.require(), projectId(), Action.VIEW_PROJECT);
  }

  /** Adds the cluster; what was typed stays in the form when that fails, to be mended there. */
  public void add() {
    problems.orMessage(
        () -> {
          try {
            var cluster =
                enrollment.add(
                    current.require(),
                    projectId(),
                    name,
                    kubeconfig.getBytes(StandardCharsets.UTF_8),
                    evenUnverified);
            Faces.redirect("console/cluster/%s/%s", cluster.projectId(), cluster.id());
          } catch (ClusterCheckFailedException e) {
            report = e.report();
            throw e;
          }
        });
  }

  public Project getProject() {
    // A form that is sent asks for it before the page is opened.
    if (project.isEmpty()) {
      project = Optional.of(require());
    }
    return project.get();
  }

  public boolean isMayAdd() {
    return projects.allowed(current.require(), projectId(), Action.ADD_CLUSTER);
  }

  /** How to make a kubeconfig that may do what we need and nothing else. */
  public String getAccessCommands() {
    return AccessManifest.userCommands();
  }

  /** The same where the cluster does not sign client certificates. */
  public String getServiceAccountCommands() {
    return AccessManifest.serviceAccountCommands();
  }

  /** What the look at the cluster found, when it was not added. */
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

  private String projectId() {
    return path.segment(0);
  }
}
