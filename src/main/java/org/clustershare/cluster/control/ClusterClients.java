package org.clustershare.cluster.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.clustershare.cluster.entity.Cluster;
import org.clustershare.identity.control.Issuer;
import org.clustershare.identity.control.Issuers;
import org.clustershare.identity.control.RelyingParty;
import org.clustershare.platform.settings.ClientRegistration;
import org.clustershare.platform.settings.KubeconfigStyle;
import org.clustershare.platform.settings.Settings;

/** The OIDC client whose tokens a cluster accepts: its own, or the installation's. */
@ApplicationScoped
public class ClusterClients {
  @Inject private Settings settings;
  @Inject private Issuer issuer;
  @Inject private Issuers issuers;
  @Inject private SealedClient sealed;

  /**
   * The client at its issuer.
   *
   * @throws org.clustershare.platform.problem.ProblemException when its issuer is not allowed any
   *     more
   */
  public RelyingParty of(Cluster cluster) {
    return cluster.client().isEmpty() ? issuer.relyingParty() : issuers.of(registration(cluster));
  }

  /** The client itself; asks nobody. */
  public ClientRegistration registration(Cluster cluster) {
    return cluster
        .client()
        .map(own -> sealed.open(cluster.id(), own))
        .orElseGet(() -> settings.oidc().client());
  }

  /** Whether recipients may have a kubeconfig of this style for a cluster. */
  public boolean offers(Cluster cluster, KubeconfigStyle style) {
    return offers(registration(cluster), style);
  }

  /** kubelogin needs a client without a secret, whatever the operator allows. */
  boolean offers(ClientRegistration client, KubeconfigStyle style) {
    return settings.sharing().allows(style)
        && (style != KubeconfigStyle.EXEC || client.publicClientId().isPresent());
  }
}
