package org.clustershare.cluster.boundary;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.clustershare.cluster.control.ClusterProblem;
import org.clustershare.cluster.control.Clusters;
import org.clustershare.cluster.entity.Cluster;
import org.clustershare.identity.control.CurrentPerson;
import org.clustershare.platform.Body;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.control.Action;

/** {@code /api/v2/projects/{p}/kubernetes/clusters}: clusters that were added with a kubeconfig. */
@Path("/v2/projects/{project_id}/kubernetes/clusters")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ClustersResource {
  @Inject private CurrentPerson current;
  @Inject private Clusters clusters;

  @GET
  public JsonArray list(@PathParam("project_id") String projectId) {
    var list = Json.createArrayBuilder();
    clusters.in(current.require(), projectId).forEach(cluster -> list.add(json(cluster)));
    return list.build();
  }

  /** Takes {@code {name, kubeconfig}}, the kubeconfig as base64. */
  @POST
  public Response add(@PathParam("project_id") String projectId, String body) {
    var person = current.require();
    var fields = Body.of(body);
    var cluster =
        clusters.add(
            person,
            projectId,
            fields.requireText("name"),
            decoded(fields.requireText("kubeconfig")));
    return Response.status(Response.Status.CREATED).entity(json(cluster)).build();
  }

  @GET
  @Path("/{cluster_id}")
  public JsonObject get(
      @PathParam("project_id") String projectId, @PathParam("cluster_id") String clusterId) {
    return json(clusters.require(current.require(), projectId, clusterId, Action.VIEW_CLUSTER));
  }

  private static String decoded(String base64) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Base64.getMimeDecoder().decode(base64)))
          .toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new ProblemException(
          ClusterProblem.KUBECONFIG_INVALID, "The field kubeconfig is not base64 of UTF-8 text.");
    }
  }

  private static JsonObject json(Cluster cluster) {
    return Json.createObjectBuilder()
        .add("id", cluster.id())
        .add("name", cluster.name())
        .add("creationTimestamp", cluster.createdAt().toString())
        .add("type", "kubernetes")
        .add("owner", cluster.ownerEmail())
        .add("status", Json.createObjectBuilder().add("url", cluster.server().toString()))
        .build();
  }
}
