package org.clustershare.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.jspecify.annotations.Nullable;

/** The cluster that a page's address names, for all beans of that page. */
@Named
@RequestScoped
public class ConsoleCluster {
  private final CurrentPerson current;
  private final Clusters clusters;
  private final Projects projects;
  private final PageProblems problems;
  private final ConsolePath path;

  private @Nullable Cluster cluster;

  @Inject
  ConsoleCluster(
      CurrentPerson current,
      Clusters clusters,
      Projects projects,
      PageProblems problems,
      ConsolePath path) {
    this.current = current;
    this.clusters = clusters;
    this.projects = projects;
    this.problems = problems;
    this.path = path;
  }

  /** Finds the cluster before the page is rendered, or renders the error page. */
  public void open(Action action) {
    problems.orErrorPage(() -> require(action));
  }

  /**
   * Reads the cluster from the database and checks the permission of the signed-in person.
   *
   * @throws ProblemException as {@link Clusters#require}
   */
  public Cluster require(Action action) {
    var found = clusters.require(current.require(), path.projectId(), path.clusterId(), action);
    cluster = found;
    return found;
  }

  /**
   * The cluster as it was last read in this request. A posted form reads it before the page is
   * opened.
   *
   * @throws ProblemException as {@link #require}
   */
  public Cluster getCluster() {
    var found = cluster;
    return found == null ? require(Action.VIEW_CLUSTER) : found;
  }

  /**
   * The cluster's API server.
   *
   * @throws ProblemException as {@link #require}
   */
  public ClusterApi api(Action action) {
    return clusters.api(current.require(), path.projectId(), path.clusterId(), action);
  }

  /** Whether the signed-in person may do this in the project. */
  public boolean allows(Action action) {
    return projects.allowed(current.require(), path.projectId(), action);
  }

  /** Sends the browser to one of the cluster's pages, such as {@code cluster}. */
  public void redirect(String page) {
    ConsolePath.redirect("console/" + page + "/%s/%s", path.projectId(), path.clusterId());
  }

  public String getProjectId() {
    return path.projectId();
  }

  public String getProjectName() {
    return projects.name(path.projectId());
  }

  /** The end of the addresses of the cluster's pages: the ids of project and cluster. */
  public String getPath() {
    return path.projectId() + "/" + path.clusterId();
  }
}
