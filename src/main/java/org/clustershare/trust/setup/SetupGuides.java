package org.clustershare.trust.setup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.clustershare.bindings.prefix.ClusterPrefixes;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.oidc.client.RelyingParty;
import org.clustershare.platform.problem.PlatformProblem;
import org.clustershare.platform.problem.ProblemException;

/**
 * Set-up snippets that make an API server trust an issuer and client, filled in for one cluster.
 */
@ApplicationScoped
public class SetupGuides {
  private static final String GROUPS_PREFIX = "oidc:";

  private final ClusterPrefixes prefixes;

  @Inject
  SetupGuides(ClusterPrefixes prefixes) {
    this.prefixes = prefixes;
  }

  /** All snippets for a cluster, in the order of the page. */
  public List<SetupSnippet> snippets(RelyingParty trusted, String clusterId) {
    var client = trusted.client();
    var target =
        new SetupTarget(
            client.issuerUrl().toString(),
            client.clientId(),
            client.kubeloginClientId(),
            trusted.caPem(),
            prefixes.of(clusterId));
    var own = new ApiServerSnippets(target);
    var managed = new ManagedServiceSnippets(target);
    var emailVerified = EmailVerifiedRule.of(trusted);
    return List.of(
        own.authenticationConfiguration(emailVerified),
        own.flags(),
        own.kubeadm(),
        own.k3s(),
        own.rke2(),
        managed.eks(),
        managed.aks(emailVerified),
        managed.gke());
  }

  /**
   * The prefix of groups for distributions that cannot refuse groups by name. Without a prefix of
   * the cluster it is {@code oidc:}, so that no group of the provider gets a name of Kubernetes'
   * own.
   */
  static String groupsPrefix(UsernamePrefixes prefixes) {
    return prefixes.groups().isEmpty() ? GROUPS_PREFIX : prefixes.groups();
  }

  /** One snippet by its id. */
  public SetupSnippet require(RelyingParty trusted, String clusterId, String id) {
    return snippets(trusted, clusterId).stream()
        .filter(text -> text.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND, ""));
  }
}
