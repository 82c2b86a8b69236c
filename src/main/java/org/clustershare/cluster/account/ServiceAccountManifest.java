package org.clustershare.cluster.account;

/** Texts of the manifest of a service account with a token. */
final class ServiceAccountManifest {
  private ServiceAccountManifest() {}

  /** Applies the manifest and makes a kubeconfig. */
  static final String COMMANDS =
      """
      kubectl apply -f cluster-access-service-account.yaml
      (
      set -eu
      umask 077
      for second in $(seq 60); do
        token=$(kubectl --namespace=<namespace> get secret <account> --output=jsonpath='{.data.token}' | base64 --decode)
        if [ -n "$token" ]; then break; fi
        sleep 1
      done
      server=$(kubectl config view --minify --output=jsonpath='{.clusters[0].cluster.server}')
      ca=$(kubectl config view --minify --flatten --output=jsonpath='{.clusters[0].cluster.certificate-authority-data}')
      rm -f cluster-share.kubeconfig
      cat > cluster-share.kubeconfig <<EOF
      apiVersion: v1
      kind: Config
      clusters: [{name: cluster, cluster: {server: "$server", certificate-authority-data: "$ca"}}]
      users: [{name: <account>, user: {token: "$token"}}]
      contexts: [{name: <account>, context: {cluster: cluster, user: <account>}}]
      current-context: <account>
      EOF
      )
      """
          .replace("<account>", AccessManifest.ACCOUNT)
          .replace("<namespace>", AccessManifest.NAMESPACE);

  /** Everything before the rules; {@code <commands>} stands for the commands as a comment. */
  static final String HEAD =
      """
      # The access that Cluster Share needs in a cluster that does not sign client certificates (EKS).
      # For all other clusters use cluster-access.yaml. Run as the cluster's administrator:
      #
      <commands>
      #
      # Then add the cluster with cluster-share.kubeconfig, and delete the file.
      # The account is a service account, and its token never expires. Everyone who may read Secrets in
      # its namespace, or impersonate service accounts there, can do what Cluster Share can; with
      # escalate and bind that is nearly everything. Everyone with the role edit or admin for the
      # whole cluster is among them: give these roles only to people whom you would make cluster-admin.
      # Cluster Share makes no bindings in the namespace itself; make none there either.
      # If the token leaks, delete the Secret, apply this file again and replace the credentials.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: <namespace>
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: <account>
        namespace: <namespace>
      ---
      apiVersion: v1
      kind: Secret
      type: kubernetes.io/service-account-token
      metadata:
        name: <account>
        namespace: <namespace>
        annotations:
          kubernetes.io/service-account.name: <account>
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: <account>
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: <account>
      subjects:
        - kind: ServiceAccount
          name: <account>
          namespace: <namespace>
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: <account>
      rules:
      """;
}
