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
  @Inject private CurrentPerson current;
  @Inject private Kubeconfigs kubeconfigs;

  @GET
  public Response kubeconfig(
      @PathParam("project_id") String projectId, @PathParam("cluster_id") String clusterId) {
    return KubeconfigFile.answer(kubeconfigs.forMember(current.require(), projectId, clusterId));
  }
}
