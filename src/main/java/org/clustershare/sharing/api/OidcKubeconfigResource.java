package org.clustershare.sharing.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.clustershare.identity.CurrentPerson;
import org.clustershare.platform.kkp.KkpClient;
import org.clustershare.sharing.download.Kubeconfigs;

/**
 * {@code …/clusters/{c}/oidckubeconfig}: a kubeconfig without tokens, for members. Callers for whom
 * a version of KKP is named get KKP's file, because their programs read its user {@code default}.
 */
@Path("/v2/projects/{project_id}/clusters/{cluster_id}/oidckubeconfig")
public class OidcKubeconfigResource {
  private final CurrentPerson current;
  private final Kubeconfigs kubeconfigs;
  private final KkpClient client;

  @Inject
  public OidcKubeconfigResource(CurrentPerson current, Kubeconfigs kubeconfigs, KkpClient client) {
    this.current = current;
    this.kubeconfigs = kubeconfigs;
    this.client = client;
  }

  @GET
  public Response kubeconfig(
      @PathParam("project_id") String projectId, @PathParam("cluster_id") String clusterId) {
    var person = current.require();
    if (client.namedVersion().isEmpty()) {
      return KubeconfigFile.answer(kubeconfigs.forMember(person, projectId, clusterId));
    }
    return KubeconfigFile.answer(
        kubeconfigs.forKkpClient(person, projectId, clusterId), "kubeconfig-oidc-" + clusterId);
  }
}
