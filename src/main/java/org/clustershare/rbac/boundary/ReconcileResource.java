package org.clustershare.rbac.boundary;

import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.clustershare.cluster.control.Clusters;
import org.clustershare.cluster.entity.Cluster;
import org.clustershare.identity.control.CurrentPerson;
import org.clustershare.platform.Body;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.settings.ReconcileMode;
import org.clustershare.project.control.Action;
import org.clustershare.rbac.control.Reconciling;

/** How a cluster's default roles are kept in place: what differs, what is known, what was done. */
@Path("/v2/projects/{project_id}/clusters/{cluster_id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ReconcileResource {
  @Inject private CurrentPerson current;
  @Inject private Clusters clusters;
  @Inject private Reconciling reconciling;

  @PathParam("project_id")
  private String projectId = "";

  @PathParam("cluster_id")
  private String clusterId = "";

  /** What would be done now; asks the cluster and changes nothing. */
  @GET
  @Path("/drift")
  public JsonObject drift() {
    return ReconcileJson.drift(reconciling.drift(cluster(Action.VIEW_BINDINGS)));
  }

  /** Reconcile now; with {@code dry-run=true} the same as {@link #drift}. */
  @POST
  @Path("/reconcile")
  public JsonObject reconcile(@QueryParam("dry-run") String dryRun) {
    var cluster = cluster(Action.RECONCILE_ROLES);
    return ReconcileJson.drift(
        "true".equals(dryRun)
            ? reconciling.drift(cluster)
            : reconciling.now(cluster, current.require().email()));
  }

  @GET
  @Path("/conditions")
  public JsonArray conditions() {
    return ReconcileJson.conditions(reconciling.conditions(cluster(Action.VIEW_BINDINGS)));
  }

  /** The last 50 times that something was put right, newest first. */
  @GET
  @Path("/repairs")
  public JsonArray repairs() {
    return ReconcileJson.repairs(reconciling.repairs(cluster(Action.VIEW_BINDINGS)));
  }

  @GET
  @Path("/reconcile-mode")
  public JsonObject mode() {
    return ReconcileJson.mode(reconciling.mode(cluster(Action.VIEW_BINDINGS)));
  }

  /** Takes {@code {mode}}: apply or report; without one the installation's counts. */
  @PUT
  @Path("/reconcile-mode")
  public JsonObject setMode(String body) {
    var cluster = cluster(Action.RECONCILE_ROLES);
    var mode = Body.of(body).text("mode").map(ReconcileResource::known);
    reconciling.setMode(cluster, mode);
    return ReconcileJson.mode(reconciling.mode(cluster));
  }

  private static ReconcileMode known(String text) {
    return ReconcileMode.of(text)
        .orElseThrow(
            () ->
                new ProblemException(
                    PlatformProblem.BAD_REQUEST, "The body's field mode must be apply or report."));
  }

  private Cluster cluster(Action action) {
    return clusters.require(current.require(), projectId, clusterId, action);
  }
}
