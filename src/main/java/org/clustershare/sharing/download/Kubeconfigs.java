package org.clustershare.sharing.download;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
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
import org.clustershare.sharing.download.PendingDownload.Recipient;
import org.clustershare.sharing.download.PendingDownload.Source;

/** Creates kubeconfigs: for recipients with their tokens, for project members without tokens. */
@ApplicationScoped
public class Kubeconfigs {
  private final Clusters clusters;
  private final ClusterClients clients;
  private final Shares shares;

  @Inject
  Kubeconfigs(Clusters clusters, ClusterClients clients, Shares shares) {
    this.clusters = clusters;
    this.clients = clients;
    this.shares = shares;
  }

  /**
   * The kubeconfig for a recipient who has signed in.
   *
   * @param direct whether a link in KKP's format requested it
   * @throws ProblemException a {@link MissingRefreshTokenProblem} if the style needs a refresh
   *     token and the provider issued none
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
   * A kubeconfig without tokens and secrets, for members of the cluster's project. It uses
   * kubelogin if possible, otherwise it holds the settings of the provider.
   */
  public PendingDownload forMember(Person person, String projectId, String clusterId) {
    shares.requireGateOpen();
    var cluster = clusters.require(person, projectId, clusterId, Action.VIEW_CLUSTER);
    clients.requireTokenDestination(cluster, cluster.serverForPeople());
    var client = clients.of(cluster);
    var file = file(cluster, client, true);
    boolean plugin = clients.offers(cluster, KubeconfigStyle.EXEC);
    return new PendingDownload(
        Source.ofMember(cluster, person.email()),
        new Recipient(person.email(), Optional.empty()),
        plugin ? KubeconfigStyle.EXEC : KubeconfigStyle.AUTH_PROVIDER,
        Secret.of(
            plugin
                ? file.withPlugin(cluster, person, client.pluginScopes())
                : file.withoutTokens(cluster, person)),
        Instant.MAX);
  }

  /**
   * Chooses the names of user entries. KKP's calls name the user by the plain email for either
   * style, as KKP does. Files of the download page add kubelogin's client to the name if it is
   * another one. So merging a file of one style never replaces a user entry of the other style.
   */
  private static Kubeconfig file(Cluster cluster, RelyingParty client, boolean kkpNames) {
    var registration = client.client();
    Set<String> plain = kkpNames ? registration.audiences() : Set.of(registration.clientId());
    return new Kubeconfig(
        registration, client.caPem(), cluster.client().isEmpty() ? plain : Set.of());
  }
}
