package org.clustershare.startup;

import java.util.LinkedHashSet;
import java.util.Set;
import org.clustershare.cluster.settings.ClusterSettings;
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.clustershare.cluster.settings.SharingSettings;
import org.clustershare.oidc.settings.ApiClients;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.platform.config.FeatureGate;
import org.clustershare.platform.config.InstallationSettings;
import org.clustershare.project.settings.ProjectSettings;
import org.clustershare.project.settings.QuotaSettings;
import org.clustershare.roles.settings.RoleSettings;

/**
 * Settings of an installation, checked once at startup and immutable; each feature has its own
 * part.
 *
 * @param oidc the provider and the installation's client there
 * @param installation settings that belong to no single feature
 * @param projects administrators and creators of projects
 * @param clusters which clusters may be added, and the keys that seal their credentials
 * @param roles how the default roles are reconciled
 * @param sharing the kubeconfigs that recipients of a share get
 * @param quotas limits for each person, project and cluster
 */
public record Settings(
    OidcSettings oidc,
    InstallationSettings installation,
    ProjectSettings projects,
    ClusterSettings clusters,
    RoleSettings roles,
    SharingSettings sharing,
    QuotaSettings quotas) {

  /**
   * The installation's clients whose ID tokens reach clusters, in kubeconfigs or through a trust
   * check. People who run a cluster can use the tokens that reach it. A cluster with a client of
   * its own changes nothing here, because the next cluster may have none.
   */
  public Set<String> clientsAtClusters() {
    var clients = new LinkedHashSet<String>();
    if (sharing.allows(KubeconfigStyle.AUTH_PROVIDER)
        || installation.isOpen(FeatureGate.OPEN_ID_AUTH_PLUGIN)) {
      clients.add(oidc.clientId());
    }
    if (sharing.allows(KubeconfigStyle.EXEC)) {
      oidc.publicClientId().ifPresent(clients::add);
    }
    oidc.kubeloginClientId().ifPresent(clients::add);
    return clients;
  }

  /**
   * The clients whose ID tokens the API accepts: those of {@code oidc-api-client-ids}. Without that
   * setting it is the installation's client, as long as its tokens reach no cluster; otherwise
   * none.
   */
  public ApiClients apiClients() {
    var named = oidc.signIn().apiClientIds();
    if (!named.isEmpty()) {
      return new ApiClients(named);
    }
    boolean reachesClusters = clientsAtClusters().contains(oidc.clientId());
    return new ApiClients(reachesClusters ? Set.of() : Set.of(oidc.clientId()));
  }
}
