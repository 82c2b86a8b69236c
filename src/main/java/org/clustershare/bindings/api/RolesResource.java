package org.clustershare.bindings.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
import java.util.List;
import org.clustershare.bindings.BindingChanges;
import org.clustershare.bindings.BindingChanges.Place;
import org.clustershare.bindings.Bindings;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.cluster.Clusters;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.platform.body.JsonBody;
import org.clustershare.platform.idempotency.IdempotentCalls;
import org.clustershare.platform.json.MappedList;
import org.clustershare.project.Action;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Roles and bindings of a cluster, as KKP's API has them. */
// One instance for all requests: to inject into one for each takes a tenth of a list's CPU time.
@ApplicationScoped
@Path("/v2/projects/{project_id}/clusters/{cluster_id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RolesResource {
  private final CurrentPerson current;
  private final Clusters clusters;
  private final Bindings bindings;
  private final BindingChanges changes;
  private final IdempotentCalls calls;

  @Inject
  public RolesResource(
      CurrentPerson current,
      Clusters clusters,
      Bindings bindings,
      BindingChanges changes,
      IdempotentCalls calls) {
    this.current = current;
    this.clusters = clusters;
    this.bindings = bindings;
    this.changes = changes;
    this.calls = calls;
  }

  @GET
  @Path("/clusterroles")
  public List<RoleJson> clusterRoles(
      @PathParam("project_id") String project, @PathParam("cluster_id") String cluster) {
    return new MappedList<>(bindings.clusterRoles(reading(project, cluster)), RoleJson::of);
  }

  @GET
  @Path("/roles")
  public List<RoleJson> roles(
      @PathParam("project_id") String project, @PathParam("cluster_id") String cluster) {
    return new MappedList<>(bindings.roles(reading(project, cluster)), RoleJson::of);
  }

  @GET
  @Path("/clusterrolenames")
  public List<NameJson> clusterRoleNames(
      @PathParam("project_id") String project, @PathParam("cluster_id") String cluster) {
    return new MappedList<>(bindings.clusterRoleNames(reading(project, cluster)), NameJson::new);
  }

  @GET
  @Path("/rolenames")
  public List<RoleNameJson> roleNames(
      @PathParam("project_id") String project, @PathParam("cluster_id") String cluster) {
    return RoleNameJson.of(bindings.roleNames(reading(project, cluster)));
  }

  @GET
  @Path("/namespaces")
  public List<NameJson> namespaces(
      @PathParam("project_id") String project, @PathParam("cluster_id") String cluster) {
    return new MappedList<>(bindings.namespaces(reading(project, cluster)), NameJson::new);
  }

  @GET
  @Path("/clusterbindings")
  public List<BindingJson> clusterBindings(
      @PathParam("project_id") String project, @PathParam("cluster_id") String cluster) {
    return new MappedList<>(bindings.clusterBindings(reading(project, cluster)), BindingJson::of);
  }

  @GET
  @Path("/bindings")
  public List<BindingJson> bindings(
      @PathParam("project_id") String project, @PathParam("cluster_id") String cluster) {
    return new MappedList<>(bindings.bindings(reading(project, cluster)), BindingJson::of);
  }

  @POST
  @Path("/clusterroles/{role}/clusterbindings")
  @APIResponseSchema(BindingJson.class)
  public Response bindInCluster(
      @PathParam("project_id") String project,
      @PathParam("cluster_id") String cluster,
      @PathParam("role") String role,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      JsonBody<SubjectRequest> body) {
    return bind(project, cluster, key, RoleScope.cluster(), role, body);
  }

  @DELETE
  @Path("/clusterroles/{role}/clusterbindings")
  public BindingJson unbindInCluster(
      @PathParam("project_id") String project,
      @PathParam("cluster_id") String cluster,
      @PathParam("role") String role,
      JsonBody<SubjectRequest> body) {
    return unbind(project, cluster, RoleScope.cluster(), role, body);
  }

  @POST
  @Path("/roles/{namespace}/{role}/bindings")
  @APIResponseSchema(BindingJson.class)
  public Response bindInNamespace(
      @PathParam("project_id") String project,
      @PathParam("cluster_id") String cluster,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @PathParam("namespace") String namespace,
      @PathParam("role") String role,
      JsonBody<SubjectRequest> body) {
    return bind(project, cluster, key, RoleScope.namespace(namespace), role, body);
  }

  @DELETE
  @Path("/roles/{namespace}/{role}/bindings")
  public BindingJson unbindInNamespace(
      @PathParam("project_id") String project,
      @PathParam("cluster_id") String cluster,
      @PathParam("namespace") String namespace,
      @PathParam("role") String role,
      JsonBody<SubjectRequest> body) {
    return unbind(project, cluster, RoleScope.namespace(namespace), role, body);
  }

  private Response bind(
      String project,
      String cluster,
      @Nullable String key,
      RoleScope scope,
      String role,
      JsonBody<SubjectRequest> body) {
    var api = api(project, cluster, Action.CHANGE_BINDINGS);
    var request = String.join("\n", project, cluster, scope.toString(), role, body.text());
    return calls.once(
        key,
        current.require().id(),
        request,
        () ->
            Response.ok(
                    BindingJson.of(
                        changes.bind(
                            api, new Place(project, cluster, scope, role), body.value().subject())))
                .build());
  }

  private BindingJson unbind(
      String project, String cluster, RoleScope scope, String role, JsonBody<SubjectRequest> body) {
    var api = api(project, cluster, Action.CHANGE_BINDINGS);
    return BindingJson.of(
        changes.unbind(api, new Place(project, cluster, scope, role), body.value().subject()));
  }

  private ClusterApi reading(String project, String cluster) {
    return api(project, cluster, Action.VIEW_BINDINGS);
  }

  private ClusterApi api(String project, String cluster, Action action) {
    return clusters.api(current.require(), project, cluster, action);
  }
}
