package org.clustershare.rbac.boundary;

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
import java.util.Optional;
import org.clustershare.cluster.control.Clusters;
import org.clustershare.cluster.kubernetes.ClusterApi;
import org.clustershare.identity.control.CurrentPerson;
import org.clustershare.platform.idempotency.IdempotentCalls;
import org.clustershare.project.control.Action;
import org.clustershare.rbac.control.Bindings;
import org.clustershare.rbac.control.ClusterNames;
import org.clustershare.rbac.control.RoleScope;
import org.clustershare.rbac.control.Subject;
import org.jspecify.annotations.Nullable;

/** Roles and bindings of a cluster, as KKP's API has them. */
@Path("/v2/projects/{project_id}/clusters/{cluster_id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RolesResource {
  @Inject private CurrentPerson current;
  @Inject private Clusters clusters;
  @Inject private Bindings bindings;
  @Inject private ClusterNames names;
  @Inject private IdempotentCalls calls;

  @PathParam("project_id")
  private String projectId = "";

  @PathParam("cluster_id")
  private String clusterId = "";

  @HeaderParam("Idempotency-Key")
  private @Nullable String idempotencyKey;

  @GET
  @Path("/clusterroles")
  public JsonArray clusterRoles() {
    return RoleJson.roles(bindings.clusterRoles(reading()));
  }

  @GET
  @Path("/roles")
  public JsonArray roles() {
    return RoleJson.roles(bindings.roles(reading()));
  }

  @GET
  @Path("/clusterrolenames")
  public JsonArray clusterRoleNames() {
    return RoleJson.names(bindings.clusterRoles(reading()));
  }

  @GET
  @Path("/rolenames")
  public JsonArray roleNames() {
    return RoleJson.namesWithNamespaces(bindings.roles(reading()));
  }

  @GET
  @Path("/namespaces")
  public JsonArray namespaces() {
    return RoleJson.names(bindings.namespaces(reading()));
  }

  @GET
  @Path("/clusterbindings")
  public JsonArray clusterBindings() {
    return RoleJson.bindings(bindings.clusterBindings(reading()));
  }

  @GET
  @Path("/bindings")
  public JsonArray bindings() {
    return RoleJson.bindings(bindings.bindings(reading()));
  }

  @POST
  @Path("/clusterroles/{role}/clusterbindings")
  public JsonObject bindInCluster(@PathParam("role") String role, String body) {
    return bind(RoleScope.cluster(), role, body);
  }

  @DELETE
  @Path("/clusterroles/{role}/clusterbindings")
  public JsonObject unbindInCluster(@PathParam("role") String role, String body) {
    return unbind(RoleScope.cluster(), role, body);
  }

  @POST
  @Path("/roles/{namespace}/{role}/bindings")
  public JsonObject bindInNamespace(
      @PathParam("namespace") String namespace, @PathParam("role") String role, String body) {
    return bind(RoleScope.namespace(namespace), role, body);
  }

  @DELETE
  @Path("/roles/{namespace}/{role}/bindings")
  public JsonObject unbindInNamespace(
      @PathParam("namespace") String namespace, @PathParam("role") String role, String body) {
    return unbind(RoleScope.namespace(namespace), role, body);
  }

  private JsonObject bind(RoleScope scope, String role, String body) {
    var api = api(Action.CHANGE_BINDINGS);
    var request = String.join("\n", projectId, clusterId, scope.toString(), role, body);
    return calls.once(
        Optional.ofNullable(idempotencyKey).orElse(""),
        current.require().id(),
        request,
        () -> RoleJson.binding(bindings.bind(api, scope, role, subject(body))));
  }

  private JsonObject unbind(RoleScope scope, String role, String body) {
    var api = api(Action.CHANGE_BINDINGS);
    return RoleJson.binding(bindings.unbind(api, scope, role, subject(body)));
  }

  /** Whom the body names, as the cluster's API server will know them. */
  private Subject subject(String body) {
    return names.of(clusterId).applied(SubjectBody.read(body));
  }

  private ClusterApi reading() {
    return api(Action.VIEW_BINDINGS);
  }

  private ClusterApi api(Action action) {
    return clusters.api(clusters.require(current.require(), projectId, clusterId, action));
  }
}
