package org.clustershare.roles.api;

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
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.json.JsonBody;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.roles.apply.RoleReconciliation;
import org.clustershare.roles.settings.ReconcileMode;

/** How a cluster's default roles are kept in place: what differs, what is known, what was done. */
@Path("/v2/projects/{project_id}/clusters/{cluster_id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ReconcileResource {
  @Inject private CurrentPerson current;
  @Inject private Clusters clusters;
  @Inject private RoleReconciliation roleReconciliation;

  @PathParam("project_id")
  private String projectId = "";

  @PathParam("cluster_id")
  private String clusterId = "";

  /** What would be done now; asks the cluster and changes nothing. */
  @GET
  @Path("/drift")
  public JsonObject drift() {
    return ReconcileJson.drift(roleReconciliation.drift(cluster(Action.VIEW_BINDINGS)));
  }

  /** Reconcile now; with {@code dry-run=true} the same as {@link #drift}. */
  @POST
  @Path("/reconcile")
  public JsonObject reconcile(@QueryParam("dry-run") String dryRun) {
    var cluster = cluster(Action.RECONCILE_ROLES);
    return ReconcileJson.drift(
        "true".equals(dryRun)
            ? roleReconciliation.drift(cluster)
            : roleReconciliation.now(cluster, current.require().email()));
  }

  @GET
  @Path("/conditions")
  public JsonArray conditions() {
    return ReconcileJson.conditions(roleReconciliation.conditions(cluster(Action.VIEW_BINDINGS)));
  }

  /** The last 50 times that something was put right, newest first. */
  @GET
  @Path("/repairs")
  public JsonArray repairs() {
    return ReconcileJson.repairs(roleReconciliation.repairs(cluster(Action.VIEW_BINDINGS)));
  }

  @GET
  @Path("/reconcile-mode")
  public JsonObject mode() {
    return ReconcileJson.mode(roleReconciliation.mode(cluster(Action.VIEW_BINDINGS)));
  }

  /** Takes {@code {mode}}: apply or report; without one the installation's counts. */
  @PUT
  @Path("/reconcile-mode")
  public JsonObject setMode(String body) {
    var cluster = cluster(Action.RECONCILE_ROLES);
    var mode = JsonBody.of(body).text("mode").map(ReconcileResource::known);
    roleReconciliation.setMode(cluster, mode);
    return ReconcileJson.mode(roleReconciliation.mode(cluster));
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
