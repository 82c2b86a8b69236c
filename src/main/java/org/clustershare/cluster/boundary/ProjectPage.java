package org.clustershare.cluster.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.clustershare.cluster.control.Clusters;
import org.clustershare.cluster.entity.Cluster;
import org.clustershare.identity.control.CurrentPerson;
import org.clustershare.platform.PagePath;
import org.clustershare.platform.problem.PageProblems;
import org.clustershare.project.control.Action;
import org.clustershare.project.control.Projects;
import org.clustershare.project.entity.Project;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;

/** A project's clusters, and adding one. */
@Named
@RequestScoped
public class ProjectPage {
  @Inject private CurrentPerson current;
  @Inject private Projects projects;
  @Inject private Clusters clusters;
  @Inject private PageProblems problems;
  @Inject private PagePath path;

  private Optional<Project> project = Optional.empty();
  private String name = "";
  private String kubeconfig = "";
  private @Nullable Part file;

  /** Before anything is shown: the project, or the error page. */
  public void open() {
    project =
        problems.orErrorPage(
            () -> projects.require(current.require(), projectId(), Action.VIEW_PROJECT));
  }

  /** Adds the cluster; what was typed stays in the form when that fails, to be mended there. */
  public void add() {
    problems.orMessage(
        () -> {
          var cluster = clusters.add(current.require(), projectId(), name, uploaded());
          Faces.redirect("console/cluster/%s/%s", cluster.projectId(), cluster.id());
        });
  }

  private String uploaded() {
    if (file == null || file.getSize() == 0) {
      return kubeconfig;
    }
    try (var in = file.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Project getProject() {
    return project.orElseThrow();
  }

  public List<Cluster> getClusters() {
    return clusters.in(current.require(), projectId());
  }

  public boolean isMayAdd() {
    return projects.allowed(current.require(), projectId(), Action.ADD_CLUSTER);
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getKubeconfig() {
    return kubeconfig;
  }

  public void setKubeconfig(String kubeconfig) {
    this.kubeconfig = kubeconfig;
  }

  public @Nullable Part getFile() {
    return file;
  }

  public void setFile(@Nullable Part file) {
    this.file = file;
  }

  private String projectId() {
    return path.segment(0);
  }
}
