package org.clustershare.roles.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.body.JsonBody;
import org.clustershare.project.Action;
import org.clustershare.roles.apply.RoleReconciliation;
import org.clustershare.roles.settings.ReconcileMode;

/** Reconciliation of a cluster's default roles: drift, conditions, repairs and mode. */
@Path("/v2/projects/{project_id}/clusters/{cluster_id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ReconcileResource {
  private final CurrentPerson current;
  private final Clusters clusters;
  private final RoleReconciliation roleReconciliation;

  @PathParam("project_id")
  private String projectId = "";

  @PathParam("cluster_id")
  private String clusterId = "";

  @Inject
  public ReconcileResource(
      CurrentPerson current, Clusters clusters, RoleReconciliation roleReconciliation) {
    this.current = current;
    this.clusters = clusters;
    this.roleReconciliation = roleReconciliation;
  }

  /** Plans a repair: reads the cluster and changes nothing. */
  @GET
  @Path("/drift")
  public DriftJson drift() {
    return DriftJson.of(roleReconciliation.drift(cluster(Action.VIEW_BINDINGS)));
  }

  /** Reconciles now; with {@code dry-run=true} does the same as {@link #drift}. */
  @POST
  @Path("/reconcile")
  public DriftJson reconcile(@QueryParam("dry-run") String dryRun) {
    var cluster = cluster(Action.RECONCILE_ROLES);
    return DriftJson.of(
        "true".equals(dryRun)
            ? roleReconciliation.drift(cluster)
            : roleReconciliation.reconcile(cluster, current.require().email()));
  }

  @GET
  @Path("/conditions")
  public List<ConditionJson> conditions() {
    return roleReconciliation.conditions(cluster(Action.VIEW_BINDINGS)).all().stream()
        .map(ConditionJson::of)
        .toList();
  }

  /** Lists the last 50 repairs, newest first. */
  @GET
  @Path("/repairs")
  public List<RepairJson> repairs() {
    return roleReconciliation.repairs(cluster(Action.VIEW_BINDINGS)).stream()
        .map(RepairJson::of)
        .toList();
  }

  @GET
  @Path("/reconcile-mode")
  public ReconcileModeJson mode() {
    return mode(cluster(Action.VIEW_BINDINGS));
  }

  @PUT
  @Path("/reconcile-mode")
  public ReconcileModeJson setMode(JsonBody<ReconcileModeRequest> body) {
    var cluster = cluster(Action.RECONCILE_ROLES);
    roleReconciliation.setMode(cluster, body.value().mode().flatMap(ReconcileMode::of));
    return mode(cluster);
  }

  private ReconcileModeJson mode(Cluster cluster) {
    var mode = roleReconciliation.mode(cluster);
    return new ReconcileModeJson(mode.mode().key(), mode.own());
  }

  private Cluster cluster(Action action) {
    return clusters.require(current.require(), projectId, clusterId, action);
  }
}
