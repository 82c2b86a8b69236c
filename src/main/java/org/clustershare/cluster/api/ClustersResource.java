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
import org.clustershare.platform.http.ExpectedVersion;
import org.clustershare.platform.idempotency.IdempotentCalls;
import org.clustershare.platform.json.JsonBody;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.project.Projects;
import org.jspecify.annotations.Nullable;

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
  @Inject private ClusterRegistration enrollment;
  @Inject private Projects projects;
  @Inject private IdempotentCalls calls;
  @Inject private Clock clock;

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

  /**
   * Takes {@code {name, kubeconfig[, evenUnverified]}}, the kubeconfig as base64.
   *
   * @param dryRun only tells what would be found; nothing is kept
   */
  @POST
  public Response add(
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      String body) {
    var person = current.require();
    if (!dryRun) {
      projects.require(person, projectId, Action.ADD_CLUSTER);
      return calls.once(
          key, person.id(), String.join("\n", "cluster", projectId, body), () -> add(person, body));
    }
    var file = KubeconfigText.decoded(JsonBody.of(body).requireText("kubeconfig"));
    return Response.ok(ClusterJson.report(enrollment.check(person, projectId, file))).build();
  }

  private Response add(Person person, String body) {
    var fields = JsonBody.of(body);
    var cluster =
        enrollment.add(
            person,
            projectId,
            fields.requireText("name"),
            KubeconfigText.decoded(fields.requireText("kubeconfig")),
            fields.flag("evenUnverified"));
    return with(cluster);
  }

  private Response with(Cluster cluster) {
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.ETAG, ExpectedVersion.tag(cluster.version()))
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
}
