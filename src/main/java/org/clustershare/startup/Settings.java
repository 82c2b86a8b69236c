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
 * Everything an operator can set, checked once at start and never changed; each feature has its own
 * part.
 *
 * @param oidc the provider and our client there
 * @param openGates the gates that are open ({@code feature-gates})
 * @param shareKubeconfig whether pages show <em>Share cluster</em> ({@code share-kubeconfig})
 * @param projects who may do what beyond the members of a project
 * @param clusters which clusters are taken, and what seals their credentials
 * @param roles how the default roles are kept in place
 * @param sharing what recipients of a share get
 * @param quotas how much one person, project or cluster may have
 * @param monitoringNetworks from where metrics, the API's description and the details of health may
 *     be read ({@code monitoring-networks}); {@link NetworkRange#PUBLIC} for everywhere
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

  /** The path at which the provider's answers to shared kubeconfig requests arrive. */
  public static final String KUBECONFIG_PATH = "/api/v1/kubeconfig";

  public boolean open(FeatureGate gate) {
    return openGates.contains(gate);
  }

  /**
   * The installation's clients whose ID tokens leave it: they stand in kubeconfigs, or a check of
   * trust sends them to clusters. People who run a cluster can use what reaches it. A cluster with
   * a client of its own changes nothing here, because the next one may have none.
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
   * The clients whose ID tokens the API takes: those of {@code oidc-api-client-ids}; if none is
   * named, the installation's client as long as its tokens reach no cluster. Empty: the API takes
   * none.
   */
  public Set<String> apiClients() {
    var named = oidc.signIn().apiClientIds();
    if (!named.isEmpty()) {
      return named;
    }
    return clientsAtClusters().contains(oidc.clientId()) ? Set.of() : Set.of(oidc.clientId());
  }

  /** Where people reach this installation, without a slash at the end. */
  public String baseUrl() {
    var redirect = oidc.redirectUri().toString();
    return redirect.substring(0, redirect.length() - KUBECONFIG_PATH.length());
  }

  /** Whether people reach this installation over TLS: cookies then travel only there. */
  public boolean https() {
    return "https".equals(oidc.redirectUri().getScheme());
  }
}
