package org.clustershare.cluster.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HashSet;
import org.clustershare.cluster.ClusterProblem;
import org.clustershare.cluster.credentials.SealedClient;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.settings.ClusterSettings;
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.clustershare.cluster.settings.SharingSettings;
import org.clustershare.oidc.client.Issuer;
import org.clustershare.oidc.client.Issuers;
import org.clustershare.oidc.client.RelyingParty;
import org.clustershare.oidc.settings.ClientRegistration;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.platform.problem.ProblemException;

/** The OIDC client whose tokens a cluster accepts: its own, or the installation's. */
@ApplicationScoped
public class ClusterClients {
  @Inject private OidcSettings oidc;
  @Inject private ClusterSettings settings;
  @Inject private SharingSettings sharing;
  @Inject private Issuer issuer;
  @Inject private Issuers issuers;
  @Inject private SealedClient sealed;

  /**
   * The client at its issuer.
   *
   * @throws ProblemException when its issuer or the client is not allowed any more, as {@link
   *     #requireOwn}
   */
  public RelyingParty of(Cluster cluster) {
    if (cluster.client().isEmpty()) {
      return issuer.relyingParty();
    }
    var client = registration(cluster);
    requireOwn(client);
    return issuers.of(client);
  }

  /**
   * Refuses a client whose tokens are, or may be, good elsewhere: it would be no client of its own.
   * Asked for each use too, because the settings can have changed since.
   *
   * @throws ProblemException {@link ClusterProblem#CLIENT_OF_INSTALLATION}, {@link
   *     ClusterProblem#CLIENT_NOT_ALLOWED}
   */
  void requireOwn(ClientRegistration client) {
    var ours = oidc.client();
    var taken = new HashSet<>(ours.audiences());
    taken.addAll(oidc.signIn().apiClientIds());
    taken.retainAll(client.audiences());
    if (client.issuerUrl().equals(ours.issuerUrl()) && !taken.isEmpty()) {
      throw new ProblemException(ClusterProblem.CLIENT_OF_INSTALLATION, taken.iterator().next());
    }
    if (!settings.clientIds().allow(client.audiences())) {
      throw new ProblemException(
          ClusterProblem.CLIENT_NOT_ALLOWED, String.join(", ", client.audiences()));
    }
  }

  /**
   * Refuses to send people's tokens to an API server that may not have those of the installation's
   * client ({@code shared-audience-servers}), unless the cluster has a client of its own.
   *
   * @param server where the tokens would go
   * @throws ProblemException {@link ClusterProblem#CLIENT_OF_ITS_OWN_NEEDED}
   */
  public void requireTokensMayGoTo(Cluster cluster, URI server) {
    if (cluster.client().isEmpty() && !settings.sharedAudienceServers().allow(server)) {
      throw new ProblemException(ClusterProblem.CLIENT_OF_ITS_OWN_NEEDED, server.getHost());
    }
  }

  /** The client itself; asks nobody. */
  public ClientRegistration registration(Cluster cluster) {
    return cluster.client().map(own -> sealed.open(cluster.id(), own)).orElseGet(oidc::client);
  }

  /** Whether recipients may have a kubeconfig of this style for a cluster. */
  public boolean offers(Cluster cluster, KubeconfigStyle style) {
    return offers(registration(cluster), style);
  }

  /** kubelogin needs a client without a secret, whatever the operator allows. */
  boolean offers(ClientRegistration client, KubeconfigStyle style) {
    return sharing.allows(style)
        && (style != KubeconfigStyle.EXEC || client.publicClientId().isPresent());
  }
}
