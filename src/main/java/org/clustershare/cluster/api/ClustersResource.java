package org.clustershare.cluster.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.clustershare.cluster.ClusterQuery;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.registration.ClusterRegistration;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.body.JsonBody;
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.http.ListPart;
import org.clustershare.platform.idempotency.IdempotentCalls;
import org.clustershare.platform.kkp.KkpClient;
import org.clustershare.platform.kkp.KkpVersion;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v2/projects/{p}/kubernetes/clusters} and {@code …/clusters}: the same clusters, under
 * KKP's path for external clusters and under that for its own.
 */
@Path("/v2/projects/{project_id}/{clusters: kubernetes/clusters|clusters}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ClustersResource {
  private static final String EXTERNAL = "kubernetes/";

  private final CurrentPerson current;
  private final Clusters clusters;
  private final ClusterRegistration registration;
  private final Projects projects;
  private final IdempotentCalls calls;
  private final KkpClient client;
  private final Clock clock;

  @PathParam("project_id")
  private String projectId = "";

  @PathParam("clusters")
  private String path = "";

  @Inject
  public ClustersResource(
      CurrentPerson current,
      Clusters clusters,
      ClusterRegistration registration,
      Projects projects,
      IdempotentCalls calls,
      KkpClient client,
      Clock clock) {
    this.current = current;
    this.clusters = clusters;
    this.registration = registration;
    this.projects = projects;
    this.calls = calls;
    this.client = client;
    this.clock = clock;
  }

  /**
   * Lists a project's clusters.
   *
   * @param search a part of the name
   * @param sort {@code name}, {@code -name}, {@code created} or {@code -created}
   * @param offset the number of clusters to skip
   * @param limit the greatest number of clusters in the answer; the header {@code X-Total-Count}
   *     has the number of all that match
   * @param machineDeployments whether KKP would count them, as its clients since 2.21 ask; Cluster
   *     Share counts none
   */
  @GET
  @APIResponseSchema(ClusterJson[].class)
  public Response list(
      @QueryParam("search") @DefaultValue("") String search,
      @QueryParam("sort") @DefaultValue("name") String sort,
      @QueryParam("offset") @DefaultValue("0") String offset,
      @QueryParam("limit") @DefaultValue("" + ListPart.LIMIT) String limit,
      @QueryParam("show_dm_count") @Nullable String machineDeployments) {
    var person = current.require();
    var order =
        ClusterQuery.Order.of(sort)
            .orElseThrow(() -> wrong("sort must be name, -name, created or -created."));
    var part = ListPart.of(offset, limit);
    var query = new ClusterQuery(search, order, part.offset(), part.limit());
    var now = clock.instant();
    var found =
        clusters.in(person, projectId, query).stream()
            .map(cluster -> ClusterJson.of(cluster, now, client))
            .toList();
    return Response.ok(inObject(machineDeployments) ? new ClusterListJson(found) : found)
        .header(ListPart.TOTAL, clusters.count(person, projectId, search))
        .build();
  }

  /**
   * Whether the caller expects KKP's object around the list. No request tells KKP's clients of 2.22
   * and of 2.23 apart; that parameter is sent by the consoles of both, and newer ones (ADR 27).
   */
  private boolean inObject(@Nullable String machineDeployments) {
    return !path.startsWith(EXTERNAL)
        && (client.expects(KkpVersion.CLUSTERS_IN_OBJECT)
            || (client.namedVersion().isEmpty() && machineDeployments != null));
  }

  /**
   * Adds a cluster.
   *
   * @param dryRun only checks the cluster and answers with a report; nothing is stored
   */
  @POST
  @APIResponseSchema(value = ClusterJson.class, responseCode = "201")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ClusterReportJson.class)))
  public Response add(
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      JsonBody<ClusterRequest> body) {
    var person = current.require();
    if (!dryRun) {
      projects.require(person, projectId, Action.ADD_CLUSTER);
      return calls.once(
          key,
          person.id(),
          String.join("\n", "cluster", projectId, body.text()),
          () -> add(person, body.value(ClusterRequest.Addition.class)));
    }
    var file = KubeconfigText.decoded(body.value().kubeconfig());
    return Response.ok(ClusterReportJson.of(registration.check(person, projectId, file))).build();
  }

  private Response add(Person person, ClusterRequest request) {
    var cluster =
        registration.add(
            person,
            projectId,
            request.name(),
            KubeconfigText.decoded(request.kubeconfig()),
            request.evenUnverified());
    return with(cluster);
  }

  private Response with(Cluster cluster) {
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.ETAG, ExpectedVersion.tag(cluster.version()))
        .entity(ClusterJson.of(cluster, clock.instant(), client))
        .build();
  }

  private static ProblemException wrong(String sentence) {
    return new ProblemException(PlatformProblem.BAD_REQUEST, sentence);
  }
}
