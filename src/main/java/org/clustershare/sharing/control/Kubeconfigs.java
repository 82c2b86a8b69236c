package org.clustershare.sharing.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.clustershare.cluster.control.ClusterClients;
import org.clustershare.cluster.control.Clusters;
import org.clustershare.cluster.entity.Cluster;
import org.clustershare.identity.control.CodeExchange.SignedIn;
import org.clustershare.identity.control.Person;
import org.clustershare.identity.control.RelyingParty;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.settings.KubeconfigStyle;
import org.clustershare.platform.settings.Secret;
import org.clustershare.project.control.Action;

/** Makes kubeconfigs: those of recipients with their tokens, those of members without any. */
@ApplicationScoped
public class Kubeconfigs {
  @Inject private Clusters clusters;
  @Inject private ClusterClients clients;
  @Inject private Shares shares;

  /**
   * The file for somebody who signed in.
   *
   * @throws ProblemException a {@link RefreshTokenProblem} when a token that the style needs is
   *     missing
   */
  Secret of(Cluster cluster, RelyingParty client, KubeconfigStyle style, SignedIn signedIn) {
    var file = new Kubeconfig(client.client(), client.caPem());
    return switch (style) {
      case EXEC -> Secret.of(file.withPlugin(cluster, signedIn.person(), client.pluginScopes()));
      case AUTH_PROVIDER ->
          Secret.of(
              file.withTokens(
                  cluster,
                  signedIn.person(),
                  signedIn.idToken(),
                  signedIn
                      .refreshToken()
                      .orElseThrow(
                          () ->
                              new ProblemException(
                                  RefreshTokenProblem.of(client.client().issuerUrl())))));
    };
  }

  /**
   * A file without tokens and secrets, for members of the cluster's project: kubelogin's, where
   * that is possible, else the settings of the provider.
   */
  public ReadyKubeconfig forMember(Person person, String projectId, String clusterId) {
    shares.requireOpen();
    var cluster = clusters.require(person, projectId, clusterId, Action.VIEW_CLUSTER);
    var client = clients.of(cluster);
    var file = new Kubeconfig(client.client(), client.caPem());
    boolean plugin = clients.offers(cluster, KubeconfigStyle.EXEC);
    return ReadyKubeconfig.ofMember(
        cluster,
        person.email(),
        plugin ? KubeconfigStyle.EXEC : KubeconfigStyle.AUTH_PROVIDER,
        Secret.of(
            plugin
                ? file.withPlugin(cluster, person, client.pluginScopes())
                : file.withoutTokens(cluster, person)));
  }
}
