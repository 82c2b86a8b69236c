package org.clustershare.platform.settings;

import java.util.Set;

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
 */
public record Settings(
    OidcSettings oidc,
    Set<FeatureGate> openGates,
    boolean shareKubeconfig,
    ProjectSettings projects,
    ClusterSettings clusters,
    RoleSettings roles,
    SharingSettings sharing,
    QuotaSettings quotas) {

  /** The path at which the provider's answers to shared kubeconfig requests arrive. */
  public static final String KUBECONFIG_PATH = "/api/v1/kubeconfig";

  public boolean open(FeatureGate gate) {
    return openGates.contains(gate);
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
