package org.clustershare.story.driver;

import static org.clustershare.story.driver.AnswerAssert.assertThat;

import jakarta.json.Json;
import java.util.Optional;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Api.Answer;
import org.clustershare.testbed.cluster.KubernetesCluster;

/**
 * A person who uses the API, in the words of the product. Verbs that give no response fail the test
 * unless the product did as asked.
 *
 * @param email the address in the person's ID tokens; empty for an anonymous caller
 * @param api the same person's raw calls, for tests that are about paths, headers and bodies
 */
public record Actor(String email, Api api) {
  private static final String PROJECTS = "/api/v1/projects";

  /** Creates a project; gives its id. */
  public String createsProject(String name) {
    var created = triesToCreateProject(name);
    assertThat(created).hasStatus(201);
    return created.object().getString("id");
  }

  public Answer triesToCreateProject(String name) {
    return api.post(PROJECTS, Json.createObjectBuilder().add("name", name).build());
  }

  /** The person's projects. */
  public Answer projects() {
    return api.get(PROJECTS);
  }

  /** All projects, for those who may see them. */
  public Answer allProjects() {
    return api.get(PROJECTS + "?displayAll=true");
  }

  /** What the product knows about the person. */
  public Answer account() {
    return api.get("/api/v1/me");
  }

  /** The same person in one project. */
  public ProjectActor in(String project) {
    return new ProjectActor(this, project);
  }

  /** The same person at one cluster. */
  public ClusterActor at(Added cluster) {
    return new ClusterActor(this, cluster);
  }

  /** Adds a cluster with the kubeconfig of its administrator. */
  public Adding adds(KubernetesCluster apiServer) {
    return adds(apiServer.kubeconfigText());
  }

  /** Adds a cluster with a kubeconfig. */
  public Adding adds(String kubeconfig) {
    return new Adding(this, "the-cluster", kubeconfig, Optional.empty());
  }

  /**
   * A cluster on its way into a project.
   *
   * @param evenUnverified whether the product keeps it when a check fails; empty: the body does not
   *     say
   */
  public record Adding(
      Actor actor, String name, String kubeconfig, Optional<Boolean> evenUnverified) {
    public Adding as(String newName) {
      return new Adding(actor, newName, kubeconfig, evenUnverified);
    }

    public Adding evenUnverified(boolean even) {
      return new Adding(actor, name, kubeconfig, Optional.of(even));
    }

    /** Adds it. */
    public Added to(String project) {
      var added = tryTo(project);
      assertThat(added).hasStatus(201);
      return new Added(project, added.object().getString("id"));
    }

    /** Tries to add it. */
    public Answer tryTo(String project) {
      return send(project, "");
    }

    /** Has it checked only. */
    public Answer checkFor(String project) {
      return send(project, "?dryRun=true");
    }

    private Answer send(String project, String query) {
      var body = Json.createObjectBuilder(Api.clusterBody(name, kubeconfig));
      evenUnverified.ifPresent(even -> body.add("evenUnverified", even));
      return actor
          .api()
          .post(
              "/api/v2/projects/%s/kubernetes/clusters%s".formatted(project, query), body.build());
    }
  }
}
