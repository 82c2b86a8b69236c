package org.clustershare.cluster.account;

/** Texts of the manifest of a user with a client certificate. */
final class UserManifest {
  private UserManifest() {}

  /** Applies the manifest and makes a kubeconfig. */
  // In parentheses: umask and folder end with them. A file of an earlier run would keep its mode.
  static final String COMMANDS =
      """
      kubectl apply -f cluster-access.yaml
      (
      set -eu
      umask 077
      folder=$(mktemp -d)
      trap 'rm -rf "$folder"' EXIT
      request=cluster-share-$(openssl rand -hex 8)
      openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$folder/key"
      openssl req -new -key "$folder/key" -subj /CN=<user> -out "$folder/csr"
      kubectl create -f - <<EOF
      apiVersion: certificates.k8s.io/v1
      kind: CertificateSigningRequest
      metadata: {name: $request}
      spec:
        signerName: kubernetes.io/kube-apiserver-client
        usages: [client auth]
        request: $(base64 < "$folder/csr" | tr -d '\\n')
      EOF
      kubectl certificate approve "$request"
      for second in $(seq 60); do
        certificate=$(kubectl get csr "$request" --output=jsonpath='{.status.certificate}')
        if [ -n "$certificate" ]; then break; fi
        sleep 1
      done
      if [ -z "$certificate" ]; then
        echo 'This cluster does not sign client certificates: use cluster-access-service-account.yaml.' >&2
        exit 1
      fi
      server=$(kubectl config view --minify --output=jsonpath='{.clusters[0].cluster.server}')
      ca=$(kubectl config view --minify --flatten --output=jsonpath='{.clusters[0].cluster.certificate-authority-data}')
      key=$(base64 < "$folder/key" | tr -d '\\n')
      rm -f cluster-share.kubeconfig
      cat > cluster-share.kubeconfig <<EOF
      apiVersion: v1
      kind: Config
      clusters: [{name: cluster, cluster: {server: "$server", certificate-authority-data: "$ca"}}]
      users: [{name: <account>, user: {client-certificate-data: "$certificate", client-key-data: "$key"}}]
      contexts: [{name: <account>, context: {cluster: cluster, user: <account>}}]
      current-context: <account>
      EOF
      )
      """
          .replace("<account>", AccessManifest.ACCOUNT)
          .replace("<user>", AccessManifest.USER);

  /** Everything before the rules; {@code <commands>} stands for the commands as a comment. */
  static final String HEAD =
      """
      # The access that Cluster Share needs in a cluster. Run as the cluster's administrator:
      #
      <commands>
      #
      # Then add the cluster with cluster-share.kubeconfig, and delete the file.
      # The account is a user with a client certificate. Its key is in no Secret, and to act as it takes
      # the right to impersonate users: the roles edit and admin do not have it.
      # The certificate expires, usually after a year. Cluster Share requests the next one in time and
      # shows the command with which you approve it; it cannot approve or sign one itself.
      # Kubernetes cannot revoke a certificate: if the key leaks, delete the ClusterRoleBinding, and
      # create the account again, with another name instead of <user>.
      # Clusters that do not sign client certificates, such as EKS: cluster-access-service-account.yaml.
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: <account>-user
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: <account>
      subjects:
        - apiGroup: rbac.authorization.k8s.io
          kind: User
          name: "<user>"
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: <account>
      rules:
      """;
}
