package org.clustershare.sharing.download;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.client.ClusterClients;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.clustershare.oidc.client.RelyingParty;
import org.clustershare.oidc.signin.CodeExchange.SignedIn;
import org.clustershare.oidc.token.Person;
import org.clustershare.platform.crypto.Secret;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.project.Action;
import org.clustershare.sharing.Shares;

/** Makes kubeconfigs: those of recipients with their tokens, those of members without any. */
@ApplicationScoped
public class Kubeconfigs {
  @Inject private Clusters clusters;
  @Inject private ClusterClients clients;
  @Inject private Shares shares;

  /**
   * The file for a recipient who signed in.
   *
   * @param direct whether a link of KKP's form asked for it
   * @throws ProblemException a {@link MissingRefreshTokenProblem} when a token that the style needs
   *     is missing
   */
  public Secret of(
      Cluster cluster,
      RelyingParty client,
      KubeconfigStyle style,
      SignedIn signedIn,
      boolean direct) {
    var file = file(cluster, client, direct);
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
                                  MissingRefreshTokenProblem.of(client.client().issuerUrl())))));
    };
  }

  /**
   * A file without tokens and secrets, for members of the cluster's project: kubelogin's, where
   * that is possible, else the settings of the provider.
   */
  public PendingDownload forMember(Person person, String projectId, String clusterId) {
    shares.requireOpen();
    var cluster = clusters.require(person, projectId, clusterId, Action.VIEW_CLUSTER);
    clients.requireTokensMayGoTo(cluster, cluster.serverForPeople());
    var client = clients.of(cluster);
    var file = file(cluster, client, true);
    boolean plugin = clients.offers(cluster, KubeconfigStyle.EXEC);
    return PendingDownload.ofMember(
        cluster,
        person.email(),
        plugin ? KubeconfigStyle.EXEC : KubeconfigStyle.AUTH_PROVIDER,
        Secret.of(
            plugin
                ? file.withPlugin(cluster, person, client.pluginScopes())
                : file.withoutTokens(cluster, person)));
  }

  /**
   * KKP's own calls name the user of either kind by the plain email, as KKP does. The download
   * page's files name kubelogin's client where it is another one, so that merging a file of one
   * kind never takes the other kind's user from another cluster.
   */
  private static Kubeconfig file(Cluster cluster, RelyingParty client, boolean asInKkp) {
    var registration = client.client();
    Set<String> plain = asInKkp ? registration.audiences() : Set.of(registration.clientId());
    return new Kubeconfig(
        registration, client.caPem(), cluster.client().isEmpty() ? plain : Set.of());
  }
}
