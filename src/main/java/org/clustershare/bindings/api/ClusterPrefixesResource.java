package org.clustershare.bindings.api;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.clustershare.bindings.prefix.ClusterPrefixes;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.cluster.Clusters;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.http.JsonBody;
import org.clustershare.platform.json.JsonFactory;
import org.clustershare.project.Action;

/**
 * {@code …/clusters/{c}/identity}: what the cluster's API server puts before the provider's names,
 * as {@code {usernamePrefix, groupsPrefix}}.
 */
@Path("/v2/projects/{project_id}/clusters/{cluster_id}/identity")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ClusterPrefixesResource {
  @Inject private CurrentPerson current;
  @Inject private Clusters clusters;
  @Inject private ClusterPrefixes names;

  @PathParam("project_id")
  private String projectId = "";

  @PathParam("cluster_id")
  private String clusterId = "";

  @GET
  public JsonObject get() {
    clusters.require(current.require(), projectId, clusterId, Action.VIEW_BINDINGS);
    return json(names.of(clusterId));
  }

  /** Replaces both; a field that is not there means no prefix. */
  @PUT
  public JsonObject put(String body) {
    var fields = JsonBody.of(body);
    var prefixes =
        new UsernamePrefixes(
            fields.text("usernamePrefix").orElse(""), fields.text("groupsPrefix").orElse(""));
    names.set(current.require(), projectId, clusterId, prefixes);
    return json(prefixes);
  }

  private static JsonObject json(UsernamePrefixes prefixes) {
    return JsonFactory.object()
        .add("usernamePrefix", prefixes.usernames())
        .add("groupsPrefix", prefixes.groups())
        .build();
  }
}
