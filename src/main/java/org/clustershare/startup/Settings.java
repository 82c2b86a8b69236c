package org.clustershare.startup;

import java.util.LinkedHashSet;
import java.util.Set;
import org.clustershare.cluster.settings.ClusterSettings;
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.clustershare.cluster.settings.SharingSettings;
import org.clustershare.oidc.settings.OidcSettings;
import org.clustershare.platform.config.FeatureGate;
import org.clustershare.platform.net.NetworkRange;
import org.clustershare.project.settings.ProjectSettings;
import org.clustershare.project.settings.QuotaSettings;
import org.clustershare.roles.settings.RoleSettings;

/**
 * Settings of an installation, checked once at startup and immutable; each feature has its own
 * part.
 *
 * @param oidc the provider and the installation's client there
 * @param openGates the gates that are open ({@code feature-gates})
 * @param shareKubeconfig whether pages show <em>Share cluster</em> ({@code share-kubeconfig})
 * @param projects administrators and creators of projects
 * @param clusters which clusters may be added, and the keys that seal their credentials
 * @param roles how the default roles are reconciled
 * @param sharing the kubeconfigs that recipients of a share get
 * @param quotas limits for each person, project and cluster
 * @param monitoringNetworks the networks that may read metrics, the OpenAPI document and the
 *     details of health ({@code monitoring-networks}); {@link NetworkRange#PUBLIC} for all networks
 */
public record Settings(
    OidcSettings oidc,
    Set<FeatureGate> openGates,
    boolean shareKubeconfig,
    ProjectSettings projects,
    ClusterSettings clusters,
    RoleSettings roles,
    SharingSettings sharing,
    QuotaSettings quotas,
    Set<NetworkRange> monitoringNetworks) {

  /** The path of the redirect URI, to which the provider sends its authorization responses. */
  public static final String KUBECONFIG_PATH = "/api/v1/kubeconfig";

  public boolean open(FeatureGate gate) {
    return openGates.contains(gate);
  }

  /**
   * The installation's clients whose ID tokens reach clusters, in kubeconfigs or through a trust
   * check. People who run a cluster can use the tokens that reach it. A cluster with a client of
   * its own changes nothing here, because the next cluster may have none.
   */
  public Set<String> clientsAtClusters() {
    var clients = new LinkedHashSet<String>();
    if (sharing.allows(KubeconfigStyle.AUTH_PROVIDER) || open(FeatureGate.OPEN_ID_AUTH_PLUGIN)) {
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
   * setting it is the installation's client, as long as its tokens reach no cluster. Empty if the
   * API accepts no tokens.
   */
  public Set<String> apiClients() {
    var named = oidc.signIn().apiClientIds();
    if (!named.isEmpty()) {
      return named;
    }
    return clientsAtClusters().contains(oidc.clientId()) ? Set.of() : Set.of(oidc.clientId());
  }

  /** The address at which people reach this installation, without a trailing slash. */
  public String baseUrl() {
    var redirect = oidc.redirectUri().toString();
    return redirect.substring(0, redirect.length() - KUBECONFIG_PATH.length());
  }

  /** Whether people reach this installation over TLS; cookies are then secure. */
  public boolean https() {
    return "https".equals(oidc.redirectUri().getScheme());
  }
}
