package org.clustershare.bindings.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.clustershare.bindings.Bindings;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.cluster.Clusters;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.platform.idempotency.IdempotentCalls;
import org.clustershare.project.Action;
import org.jspecify.annotations.Nullable;

/** Roles and bindings of a cluster, as KKP's API has them. */
// Made once: injecting into an instance for each request takes a tenth of a list's processor time.
@ApplicationScoped
@Path("/v2/projects/{project_id}/clusters/{cluster_id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RolesResource {
  @Inject private CurrentPerson current;
  @Inject private Clusters clusters;
  @Inject private Bindings bindings;
  @Inject private IdempotentCalls calls;

  @GET
  @Path("/clusterroles")
  public JsonArray clusterRoles(
      @PathParam("project_id") String project, @PathParam("cluster_id") String cluster) {
    return RoleJson.roles(bindings.clusterRoles(reading(project, cluster)));
  }

  @GET
  @Path("/roles")
  public JsonArray roles(
      @PathParam("project_id") String project, @PathParam("cluster_id") String cluster) {
    return RoleJson.roles(bindings.roles(reading(project, cluster)));
  }

  @GET
  @Path("/clusterrolenames")
  public JsonArray clusterRoleNames(
      @PathParam("project_id") String project, @PathParam("cluster_id") String cluster) {
    return RoleJson.names(bindings.clusterRoleNames(reading(project, cluster)));
  }

  @GET
  @Path("/rolenames")
  public JsonArray roleNames(
      @PathParam("project_id") String project, @PathParam("cluster_id") String cluster) {
    return RoleJson.namesWithNamespaces(bindings.roleNames(reading(project, cluster)));
  }

  @GET
  @Path("/namespaces")
  public JsonArray namespaces(
      @PathParam("project_id") String project, @PathParam("cluster_id") String cluster) {
    return RoleJson.names(bindings.namespaces(reading(project, cluster)));
  }

  @GET
  @Path("/clusterbindings")
  public JsonArray clusterBindings(
      @PathParam("project_id") String project, @PathParam("cluster_id") String cluster) {
    return RoleJson.bindings(bindings.clusterBindings(reading(project, cluster)));
  }

  @GET
  @Path("/bindings")
  public JsonArray bindings(
      @PathParam("project_id") String project, @PathParam("cluster_id") String cluster) {
    return RoleJson.bindings(bindings.bindings(reading(project, cluster)));
  }

  @POST
  @Path("/clusterroles/{role}/clusterbindings")
  public Response bindInCluster(
      @PathParam("project_id") String project,
      @PathParam("cluster_id") String cluster,
      @PathParam("role") String role,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      String body) {
    return bind(project, cluster, key, RoleScope.cluster(), role, body);
  }

  @DELETE
  @Path("/clusterroles/{role}/clusterbindings")
  public JsonObject unbindInCluster(
      @PathParam("project_id") String project,
      @PathParam("cluster_id") String cluster,
      @PathParam("role") String role,
      String body) {
    return unbind(project, cluster, RoleScope.cluster(), role, body);
  }

  @POST
  @Path("/roles/{namespace}/{role}/bindings")
  public Response bindInNamespace(
      @PathParam("project_id") String project,
      @PathParam("cluster_id") String cluster,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("namespace") String namespace,
      @PathParam("role") String role,
      String body) {
    return bind(project, cluster, key, RoleScope.namespace(namespace), role, body);
  }

  @DELETE
  @Path("/roles/{namespace}/{role}/bindings")
  public JsonObject unbindInNamespace(
      @PathParam("project_id") String project,
      @PathParam("cluster_id") String cluster,
      @PathParam("namespace") String namespace,
      @PathParam("role") String role,
      String body) {
    return unbind(project, cluster, RoleScope.namespace(namespace), role, body);
  }

  private Response bind(
      String project,
      String cluster,
      @Nullable String key,
      RoleScope scope,
      String role,
      String body) {
    var api = api(project, cluster, Action.CHANGE_BINDINGS);
    var request = String.join("\n", project, cluster, scope.toString(), role, body);
    return calls.once(
        key,
        current.require().id(),
        request,
        () ->
            Response.ok(
                    RoleJson.binding(
                        bindings.bind(api, cluster, scope, role, SubjectBody.read(body))))
                .build());
  }

  private JsonObject unbind(
      String project, String cluster, RoleScope scope, String role, String body) {
    var api = api(project, cluster, Action.CHANGE_BINDINGS);
    return RoleJson.binding(bindings.unbind(api, cluster, scope, role, SubjectBody.read(body)));
  }

  private ClusterApi reading(String project, String cluster) {
    return api(project, cluster, Action.VIEW_BINDINGS);
  }

  private ClusterApi api(String project, String cluster, Action action) {
    return clusters.api(current.require(), project, cluster, action);
  }
}
