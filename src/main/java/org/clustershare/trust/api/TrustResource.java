package org.clustershare.trust.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.body.JsonBody;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.trust.check.TrustChecks;
import org.clustershare.trust.setup.SetupGuides;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v2/projects/{p}/clusters/{c}/trust}: whether the cluster accepts the issuer's tokens.
 */
@Path("/v2/projects/{project_id}/clusters/{cluster_id}/trust")
@Produces(MediaType.APPLICATION_JSON)
public class TrustResource {
  private final CurrentPerson current;
  private final TrustChecks trustChecks;
  private final SetupGuides setupGuides;

  @Inject
  public TrustResource(CurrentPerson current, TrustChecks trustChecks, SetupGuides setupGuides) {
    this.current = current;
    this.trustChecks = trustChecks;
    this.setupGuides = setupGuides;
  }

  /** The last result that still applies. */
  @GET
  public TrustJson last(
      @PathParam("project_id") String projectId, @PathParam("cluster_id") String clusterId) {
    return trustChecks
        .last(current.require(), projectId, clusterId)
        .map(TrustJson::of)
        .orElseGet(TrustJson::unchecked);
  }

  /** Checks the API server now, with the token of this request or of its body. */
  @POST
  public TrustJson check(
      @PathParam("project_id") String projectId,
      @PathParam("cluster_id") String clusterId,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @Nullable JsonBody<TrustRequest> body) {
    trustChecks.requireGateOpen();
    var person = current.require();
    var bearer =
        authorization == null ? "" : authorization.replaceFirst("(?i)^bearer ", "").strip();
    var request = Optional.ofNullable(body).filter(json -> !json.isBlank()).map(JsonBody::value);
    var consent = request.flatMap(TrustRequest::acceptChange).orElse("");
    var token = request.flatMap(TrustRequest::idToken).orElse(bearer);
    return TrustJson.of(trustChecks.check(person, projectId, clusterId, Secret.of(token), consent));
  }

  /** The set-up guides that make the cluster trust the issuer, filled in, by their ids. */
  @GET
  @Path("/setup")
  public Map<String, String> setUp(
      @PathParam("project_id") String projectId, @PathParam("cluster_id") String clusterId) {
    var client = trustChecks.client(current.require(), projectId, clusterId);
    var texts = new LinkedHashMap<String, String>();
    setupGuides.snippets(client, clusterId).forEach(text -> texts.put(text.id(), text.text()));
    return texts;
  }

  /** One of the guides as text, for pipes. */
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
}
