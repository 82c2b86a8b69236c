package org.clustershare.cluster.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.clustershare.cluster.renewal.CertificateRenewal;
import org.clustershare.identity.CurrentPerson;

/**
 * {@code /api/v2/projects/{p}/clusters/{c}/renewal}: the client certificate with which Cluster
 * Share reaches the cluster, and the request for the next one.
 */
@Path("/v2/projects/{project_id}/clusters/{cluster_id}/renewal")
@Produces(MediaType.APPLICATION_JSON)
public class RenewalResource {
  private final CurrentPerson current;
  private final CertificateRenewal renewal;

  @Inject
  public RenewalResource(CurrentPerson current, CertificateRenewal renewal) {
    this.current = current;
    this.renewal = renewal;
  }

  @GET
  public RenewalJson get(
      @PathParam("project_id") String projectId, @PathParam("cluster_id") String clusterId) {
    return RenewalJson.of(renewal.of(current.require(), projectId, clusterId));
  }

  /** Sends a new request, in place of an earlier one. */
  @POST
  public RenewalJson request(
      @PathParam("project_id") String projectId, @PathParam("cluster_id") String clusterId) {
    return RenewalJson.of(renewal.request(current.require(), projectId, clusterId));
  }

  /** Checks the request now, and uses the certificate if the cluster issued it. */
  @POST
  @Path("/check")
  public RenewalJson check(
      @PathParam("project_id") String projectId, @PathParam("cluster_id") String clusterId) {
    return RenewalJson.of(renewal.check(current.require(), projectId, clusterId));
  }
}
