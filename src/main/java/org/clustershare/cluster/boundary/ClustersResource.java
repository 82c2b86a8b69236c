package org.clustershare.cluster.boundary;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import org.clustershare.cluster.control.ClusterChange;
import org.clustershare.cluster.control.ClusterEnrollment;
import org.clustershare.cluster.control.ClusterProblem;
import org.clustershare.cluster.control.ClusterQuery;
import org.clustershare.cluster.control.Clusters;
import org.clustershare.cluster.entity.Cluster;
import org.clustershare.identity.control.CurrentPerson;
import org.clustershare.platform.Body;
import org.clustershare.platform.IfMatch;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.control.Action;

/**
 * {@code /api/v2/projects/{p}/kubernetes/clusters} and {@code …/clusters}: the same clusters, under
 * KKP's path for clusters that were added and under that of its own.
 */
@Path("/v2/projects/{project_id}/{clusters: kubernetes/clusters|clusters}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ClustersResource {
  private static final int MOST = 10_000;
  private static final String TOTAL = "X-Total-Count";

  @Inject private CurrentPerson current;
  @Inject private Clusters clusters;
  @Inject private ClusterEnrollment enrollment;
  @Inject private Clock clock;
  @Context private HttpHeaders headers;

  @PathParam("project_id")
  private String projectId = "";

  /**
   * A project's clusters.
   *
   * @param search part of the name
   * @param sort {@code name}, {@code -name}, {@code created} or {@code -created}
   * @param offset how many are passed over
   * @param limit the most that are wanted; the header {@code X-Total-Count} tells how many there
   *     are
   */
  @GET
  public Response list(
      @QueryParam("search") @DefaultValue("") String search,
      @QueryParam("sort") @DefaultValue("name") String sort,
      @QueryParam("offset") @DefaultValue("0") String offset,
      @QueryParam("limit") @DefaultValue("" + MOST) String limit) {
    var person = current.require();
    var order =
        ClusterQuery.Order.of(sort)
            .orElseThrow(() -> wrong("sort must be name, -name, created or -created."));
    var query = new ClusterQuery(search, order, number(offset, "offset"), number(limit, "limit"));
    var found = clusters.in(person, projectId, query);
    return Response.ok(ClusterJson.clusters(found, clock.instant()))
        .header(TOTAL, clusters.count(person, projectId, search))
        .build();
  }

  /** Takes {@code {name, kubeconfig[, evenUnverified]}}, the kubeconfig as base64. */
  @POST
  public Response add(String body) {
    var person = current.require();
    var fields = Body.of(body);
    var cluster =
        enrollment.add(
            person,
            projectId,
            fields.requireText("name"),
            decoded(fields.requireText("kubeconfig")),
            fields.flag("evenUnverified"));
    return with(cluster, Response.status(Response.Status.CREATED));
  }

  /** Takes {@code {kubeconfig}} and tells what would happen; nothing is kept. */
  @POST
  @Path("/check")
  public JsonObject check(String body) {
    var person = current.require();
    var kubeconfig = decoded(Body.of(body).requireText("kubeconfig"));
    return ClusterJson.report(enrollment.check(person, projectId, kubeconfig));
  }

  @GET
  @Path("/{cluster_id}")
  public Response get(@PathParam("cluster_id") String clusterId) {
    return with(
        clusters.require(current.require(), projectId, clusterId, Action.VIEW_CLUSTER),
        Response.ok());
  }

  /** Looks at the cluster again. */
  @POST
  @Path("/{cluster_id}/check")
  public JsonObject checkAgain(@PathParam("cluster_id") String clusterId) {
    return ClusterJson.report(enrollment.check(current.require(), projectId, clusterId));
  }

  /** Takes any of {@code {name, externalServer, kubeconfig, evenUnverified}}. */
  @PATCH
  @Path("/{cluster_id}")
  public Response change(@PathParam("cluster_id") String clusterId, String body) {
    var person = current.require();
    var fields = Body.of(body);
    var change =
        new ClusterChange(
            fields.text("name"),
            fields.has("externalServer")
                ? Optional.of(fields.text("externalServer").orElse(""))
                : Optional.empty(),
            fields.text("kubeconfig").map(ClustersResource::decoded),
            fields.flag("evenUnverified"));
    return with(
        enrollment.change(person, projectId, clusterId, change, IfMatch.of(headers)),
        Response.ok());
  }

  /** The same for KKP's older clients. */
  @PUT
  @Path("/{cluster_id}")
  public Response replace(@PathParam("cluster_id") String clusterId, String body) {
    return change(clusterId, body);
  }

  /** With {@code cleanup=true} what we made in the cluster goes too, as far as it can. */
  @DELETE
  @Path("/{cluster_id}")
  public JsonObject remove(
      @PathParam("cluster_id") String clusterId,
      @QueryParam("cleanup") @DefaultValue("false") boolean cleanup) {
    return ClusterJson.removal(
        enrollment.remove(current.require(), projectId, clusterId, cleanup, IfMatch.of(headers)));
  }

  private Response with(Cluster cluster, Response.ResponseBuilder response) {
    return response
        .header(HttpHeaders.ETAG, IfMatch.tag(cluster.version()))
        .entity(ClusterJson.cluster(cluster, clock.instant()))
        .build();
  }

  private static int number(String text, String parameter) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > MOST) {
      throw wrong("%s must be a number from 0 to %d.".formatted(parameter, MOST));
    }
    return Integer.parseInt(text);
  }

  private static ProblemException wrong(String sentence) {
    return new ProblemException(PlatformProblem.BAD_REQUEST, sentence);
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ClusterProblem.KUBECONFIG_INVALID, "The field kubeconfig is not base64.");
    }
  }
}
