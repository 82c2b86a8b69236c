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

/** The OIDC clients whose tokens clusters accept: their own, or the installation's. */
@ApplicationScoped
public class ClusterClients {
  private final OidcSettings oidc;
  private final ClusterSettings settings;
  private final SharingSettings sharing;
  private final Issuer issuer;
  private final Issuers issuers;
  private final SealedClient sealed;

  @Inject
  ClusterClients(
      OidcSettings oidc,
      ClusterSettings settings,
      SharingSettings sharing,
      Issuer issuer,
      Issuers issuers,
      SealedClient sealed) {
    this.oidc = oidc;
    this.settings = settings;
    this.sharing = sharing;
    this.issuer = issuer;
    this.issuers = issuers;
    this.sealed = sealed;
  }

  /**
   * The relying party for a cluster.
   *
   * @throws ProblemException if its issuer or the client is no longer allowed, as {@link
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
   * Refuses a client whose tokens other services accept, or may accept: it would not be the
   * cluster's own. Checked at each use as well, because the settings may have changed.
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
    if (!settings.clientIds().allows(client.audiences())) {
      throw new ProblemException(
          ClusterProblem.CLIENT_NOT_ALLOWED, String.join(", ", client.audiences()));
    }
  }

  /**
   * Refuses to send tokens of the installation's client to an API server that {@code
   * shared-audience-servers} does not allow. Clusters with a client of their own are not affected.
   *
   * @param server the destination of the tokens
   * @throws ProblemException {@link ClusterProblem#CLIENT_OF_ITS_OWN_NEEDED}
   */
  public void requireTokenDestination(Cluster cluster, URI server) {
    if (cluster.client().isEmpty() && !settings.sharedAudienceServers().allows(server)) {
      throw new ProblemException(ClusterProblem.CLIENT_OF_ITS_OWN_NEEDED, server.getHost());
    }
  }

  /** The client's registration; sends no request. */
  public ClientRegistration registration(Cluster cluster) {
    return cluster.client().map(own -> sealed.open(cluster.id(), own)).orElseGet(oidc::client);
  }

  /** Whether recipients may have a kubeconfig of this style for a cluster. */
  public boolean offers(Cluster cluster, KubeconfigStyle style) {
    return offers(registration(cluster), style);
  }

  /** kubelogin always needs a client without a secret. */
  boolean offers(ClientRegistration client, KubeconfigStyle style) {
    return sharing.allows(style)
        && (style != KubeconfigStyle.EXEC || client.publicClientId().isPresent());
  }
}
