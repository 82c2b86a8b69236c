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
 * Everything an operator can set, checked once at start and never changed; each feature has its own
 * part.
 *
 * @param oidc the provider and our client there
 * @param installation what belongs to no single feature
 * @param projects who may do what beyond the members of a project
 * @param clusters which clusters are taken, and what seals their credentials
 * @param roles how the default roles are kept in place
 * @param sharing what recipients of a share get
 * @param quotas how much one person, project or cluster may have
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
   * The installation's clients whose ID tokens leave it: they stand in kubeconfigs, or a check of
   * trust sends them to clusters. People who run a cluster can use what reaches it. A cluster with
   * a client of its own changes nothing here, because the next one may have none.
   */
  public Set<String> clientsAtClusters() {
    var clients = new LinkedHashSet<String>();
    if (sharing.allows(KubeconfigStyle.AUTH_PROVIDER)
        || installation.open(FeatureGate.OPEN_ID_AUTH_PLUGIN)) {
      clients.add(oidc.clientId());
    }
    if (sharing.allows(KubeconfigStyle.EXEC)) {
      oidc.publicClientId().ifPresent(clients::add);
    }
    oidc.kubeloginClientId().ifPresent(clients::add);
    return clients;
  }

  /** The clients whose ID tokens the API takes. */
  public ApiClients apiClients() {
    var named = oidc.signIn().apiClientIds();
    if (!named.isEmpty()) {
      return new ApiClients(named);
    }
    boolean reachesClusters = clientsAtClusters().contains(oidc.clientId());
    return new ApiClients(reachesClusters ? Set.of() : Set.of(oidc.clientId()));
  }
}
