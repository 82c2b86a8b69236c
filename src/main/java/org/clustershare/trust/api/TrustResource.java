package org.clustershare.trust.api;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Optional;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.http.JsonBody;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.trust.check.TrustCheck;
import org.clustershare.trust.check.TrustChecks;
import org.clustershare.trust.check.TrustTexts;
import org.clustershare.trust.setup.SetupGuides;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v2/projects/{p}/clusters/{c}/trust}: whether the cluster accepts the issuer's tokens.
 */
@Path("/v2/projects/{project_id}/clusters/{cluster_id}/trust")
@Produces(MediaType.APPLICATION_JSON)
public class TrustResource {
  @Inject private CurrentPerson current;
  @Inject private TrustChecks trustChecks;
  @Inject private SetupGuides setupGuides;

  /** The last result; {@code {"state": "unchecked"}} when there is none that still counts. */
  @GET
  public JsonObject last(
      @PathParam("project_id") String projectId, @PathParam("cluster_id") String clusterId) {
    return trustChecks
        .last(current.require(), projectId, clusterId)
        .map(TrustResource::json)
        .orElseGet(() -> JsonFactory.object().add("state", "unchecked").build());
  }

  /**
   * Asks the API server now, with the token of this request, or with another one of the person's in
   * the body: {@code {"idToken": "…"}}, where the cluster has a client of its own. {@code
   * {"acceptChange": "<target>"}} agrees that it goes to an address or CA that changed; the problem
   * of the call before names the target, so that nobody agrees to another one.
   */
  @POST
  public JsonObject check(
      @PathParam("project_id") String projectId,
      @PathParam("cluster_id") String clusterId,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @Nullable String body) {
    trustChecks.requireOpen();
    var person = current.require();
    var bearer =
        authorization == null ? "" : authorization.replaceFirst("(?i)^bearer ", "").strip();
    var fields = Optional.ofNullable(body).filter(text -> !text.isBlank()).map(JsonBody::of);
    var consent = fields.flatMap(given -> given.text("acceptChange")).orElse("");
    var token = fields.flatMap(given -> given.text("idToken")).orElse(bearer);
    return json(trustChecks.check(person, projectId, clusterId, Secret.of(token), consent));
  }

  /** How to make the cluster trust the issuer, filled in. */
  @GET
  @Path("/setup")
  public JsonObject setUp(
      @PathParam("project_id") String projectId, @PathParam("cluster_id") String clusterId) {
    var client = trustChecks.client(current.require(), projectId, clusterId);
    var texts = JsonFactory.object();
    setupGuides.snippets(client, clusterId).forEach(text -> texts.add(text.id(), text.text()));
    return texts.build();
  }

  /** One of them as text, for pipes. */
  @GET
  @Path("/setup/{id}")
  @Produces({MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
  public String setUp(
      @PathParam("project_id") String projectId,
      @PathParam("cluster_id") String clusterId,
      @PathParam("id") String id) {
    var client = trustChecks.client(current.require(), projectId, clusterId);
    return setupGuides.require(client, clusterId, id).text();
  }

  private static JsonObject json(TrustCheck look) {
    var state = look.verdict().state();
    var texts = TrustTexts.of(state, Locale.ENGLISH);
    var json =
        JsonFactory.object()
            .add("state", state.key())
            .add("title", texts.title())
            .add("meaning", texts.meaning())
            .add("fix", texts.fix())
            .add("checkedAt", look.at().toString())
            .add("checkedBy", look.by());
    look.verdict().json().forEach(json::add);
    return json.build();
  }
}
