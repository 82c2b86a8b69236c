package org.clustershare.cluster.control;

import java.util.List;
import java.util.stream.Collectors;
import org.clustershare.platform.settings.Settings;

/**
 * {@code cluster-access.yaml}: an account for us in somebody's cluster that may do what we do and
 * nothing else, with the commands that make a kubeconfig of it.
 */
public final class AccessManifest {
  private static final String ACCOUNT = "cluster-share";

  /** The namespace of the service account. */
  public static final String NAMESPACE = "cluster-share";

  private AccessManifest() {}

  /**
   * The manifest as YAML, with comments.
   *
   * @param settings say which roles there are, and whether trust is looked into
   */
  public static String yaml(Settings settings) {
    return HEAD.formatted(commands().lines().collect(Collectors.joining("\n# ", "# ", "")))
        + RequiredAccess.of(settings).rules().stream()
            .map(AccessManifest::rule)
            .collect(Collectors.joining());
  }

  /** The commands that make a kubeconfig once the manifest was applied. */
  public static String commands() {
    return COMMANDS;
  }

  private static String rule(RequiredAccess.Rule rule) {
    var lines = new StringBuilder("  # %s\n  - ".formatted(rule.reason()));
    if (rule.ofPaths()) {
      lines.append("nonResourceURLs: [%s]\n".formatted(quoted(rule.resources())));
    } else {
      lines
          .append("apiGroups: [%s]\n".formatted(quoted(List.of(rule.group()))))
          .append("    resources: [%s]\n".formatted(quoted(rule.resources())));
    }
    if (!rule.names().isEmpty()) {
      lines.append("    resourceNames: [%s]\n".formatted(quoted(rule.names())));
    }
    return lines.append("    verbs: [%s]\n".formatted(quoted(rule.verbs()))).toString();
  }

  private static String quoted(List<String> texts) {
    return texts.stream().map("\"%s\""::formatted).collect(Collectors.joining(", "));
  }

  private static final String COMMANDS =
      """
      kubectl apply -f cluster-access.yaml
      server=$(kubectl config view --minify --output=jsonpath='{.clusters[0].cluster.server}')
      ca=$(kubectl config view --minify --flatten --output=jsonpath='{.clusters[0].cluster.certificate-authority-data}')
      token=$(kubectl --namespace=%1$s get secret %2$s --output=jsonpath='{.data.token}' | base64 --decode)
      cat > cluster-share.kubeconfig <<EOF
      apiVersion: v1
      kind: Config
      clusters: [{name: cluster, cluster: {server: "$server", certificate-authority-data: "$ca"}}]
      users: [{name: %2$s, user: {token: "$token"}}]
      contexts: [{name: %2$s, context: {cluster: cluster, user: %2$s}}]
      current-context: %2$s
      EOF
      """
          .formatted(NAMESPACE, ACCOUNT);

  private static final String HEAD =
      """
      # What Cluster Share needs in a cluster, and nothing else. As the cluster's administrator:
      #
      %%s
      #
      # Then add the cluster with cluster-share.kubeconfig.
      # A namespace of its own: whoever may read Secrets in it may do what Cluster Share may, and
      # with escalate and bind that is nearly everything. Bind nobody to roles in it.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: %2$s
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: %1$s
        namespace: %2$s
      ---
      apiVersion: v1
      kind: Secret
      type: kubernetes.io/service-account-token
      metadata:
        name: %1$s
        namespace: %2$s
        annotations:
          kubernetes.io/service-account.name: %1$s
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: %1$s
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: %1$s
      subjects:
        - kind: ServiceAccount
          name: %1$s
          namespace: %2$s
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: %1$s
      rules:
      """
          .formatted(ACCOUNT, NAMESPACE);
}
