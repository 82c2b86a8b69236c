package org.clustershare.sharing.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.sharing.download.Kubeconfigs;

/** {@code …/clusters/{c}/oidckubeconfig}: a kubeconfig without tokens, for members. */
@Path("/v2/projects/{project_id}/clusters/{cluster_id}/oidckubeconfig")
public class OidcKubeconfigResource {
  private final CurrentPerson current;
  private final Kubeconfigs kubeconfigs;

  @Inject
  public OidcKubeconfigResource(CurrentPerson current, Kubeconfigs kubeconfigs) {
    this.current = current;
    this.kubeconfigs = kubeconfigs;
  }

  @GET
  public Response kubeconfig(
      @PathParam("project_id") String projectId, @PathParam("cluster_id") String clusterId) {
    return KubeconfigFile.answer(kubeconfigs.forMember(current.require(), projectId, clusterId));
  }
}
