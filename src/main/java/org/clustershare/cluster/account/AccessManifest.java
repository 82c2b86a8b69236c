package org.clustershare.cluster.account;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Manifests that create an account for Cluster Share in a cluster, with {@link RequiredAccess} and
 * nothing else. The commands in a manifest's head create a kubeconfig for the account.
 *
 * <p>A user with a client certificate is neither in a Secret nor a service account: the roles
 * {@code edit} and {@code admin} can neither read its key nor act as it. A service account is for
 * clusters that do not sign client certificates, such as EKS.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/">
 *     Certificates and Certificate Signing Requests</a>
 */
public final class AccessManifest {
  /** The namespace of the service account. */
  public static final String NAMESPACE = "cluster-share";

  /**
   * The user. No email address has this form, and providers do not allow colons in usernames: so no
   * person can have this name.
   */
  static final String USER = "cluster-share:account";

  private static final String ACCOUNT = "cluster-share";

  private AccessManifest() {}

  /**
   * The manifest of a user with a client certificate, as YAML with comments.
   *
   * @param access what this installation needs
   */
  public static String user(RequiredAccess access) {
    return head(USER_HEAD, userCommands()) + rules(access.with(RequiredAccess.RENEWAL).rules());
  }

  /** The same for a service account with a token, as YAML with comments. */
  public static String serviceAccount(RequiredAccess access) {
    return head(SERVICE_ACCOUNT_HEAD, serviceAccountCommands()) + rules(access.rules());
  }

  /** The commands that apply the manifest of a user and make a kubeconfig. */
  public static String userCommands() {
    return USER_COMMANDS;
  }

  /** The commands that apply the manifest of a service account and make a kubeconfig. */
  public static String serviceAccountCommands() {
    return SERVICE_ACCOUNT_COMMANDS;
  }

  private static String head(String text, String commands) {
    var comment =
        commands
            .lines()
            .map(line -> ("# " + line).stripTrailing())
            .collect(Collectors.joining("\n"));
    return text.replace("<commands>", comment)
        .replace("<account>", ACCOUNT)
        .replace("<namespace>", NAMESPACE)
        .replace("<user>", USER);
  }

  private static String rules(List<RequiredAccess.Rule> rules) {
    return rules.stream().map(AccessManifest::rule).collect(Collectors.joining());
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

  // In parentheses: umask and folder end with them. A file of an earlier run would keep its mode.
  private static final String USER_COMMANDS =
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
          .replace("<account>", ACCOUNT)
          .replace("<user>", USER);

  private static final String SERVICE_ACCOUNT_COMMANDS =
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
          .replace("<account>", ACCOUNT)
          .replace("<namespace>", NAMESPACE);

  private static final String USER_HEAD =
      """
      # What Cluster Share needs in a cluster, and nothing else. As the cluster's administrator:
      #
      <commands>
      #
      # Then add the cluster with cluster-share.kubeconfig, and delete the file.
      # The account is a user with a client certificate. Its key is in no Secret, and to act as it takes
      # the right to impersonate users: the roles edit and admin do not have it.
      # The certificate ends, mostly after a year. Cluster Share asks for the next one in time and
      # shows the command with which you approve it; it cannot approve or sign one itself.
      # Kubernetes cannot revoke a certificate: if the key leaks, delete the ClusterRoleBinding, and
      # make the account again under another name in the place of <user>.
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

  private static final String SERVICE_ACCOUNT_HEAD =
      """
      # What Cluster Share needs in a cluster that does not sign client certificates, such as EKS.
      # Everywhere else take cluster-access.yaml. As the cluster's administrator:
      #
      <commands>
      #
      # Then add the cluster with cluster-share.kubeconfig, and delete the file.
      # The account is a service account, and its token never ends. Everyone who may read Secrets in
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
