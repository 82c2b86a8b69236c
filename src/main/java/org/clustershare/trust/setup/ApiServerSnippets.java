package org.clustershare.trust.setup;

import java.util.ArrayList;

/**
 * Set-up snippets for API servers whose flags an administrator can set.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/">
 *     Authenticating</a>
 */
final class ApiServerSnippets {
  static final String CA_FILE = "/etc/kubernetes/pki/oidc-ca.crt";
  private static final String FILE = "authentication.yaml";

  private final SetupTarget target;

  /** A generator for one cluster. */
  ApiServerSnippets(SetupTarget target) {
    this.target = target;
  }

  /**
   * Flags of kube-apiserver. They accept one client only; kubelogin with a client of its own needs
   * the configuration file. Flags cannot refuse a group by name, so groups always get a prefix.
   * Otherwise a group {@code system:masters} at the provider would be the cluster's administrators.
   */
  SetupSnippet flags() {
    var lines = new ArrayList<String>();
    lines.add("--oidc-issuer-url=" + Quoting.shell(target.issuerUrl()));
    lines.add("--oidc-client-id=" + Quoting.shell(target.clientId()));
    lines.add("--oidc-username-claim=email");
    if (!target.prefixes().usernames().isEmpty()) {
      lines.add("--oidc-username-prefix=" + Quoting.shell(target.prefixes().usernames()));
    }
    lines.add("--oidc-groups-claim=groups");
    lines.add("--oidc-groups-prefix=" + Quoting.shell(SetupGuides.groupsPrefix(target.prefixes())));
    target.caPem().ifPresent(pem -> lines.add("--oidc-ca-file=" + CA_FILE));
    return new SetupSnippet("flags", "kube-apiserver", String.join("\n", lines) + "\n");
  }

  /**
   * {@code AuthenticationConfiguration} v1, for Kubernetes 1.34 and newer ({@code v1beta1} from
   * 1.30). With {@code claim: email} the API server itself refuses {@code email_verified: false},
   * but accepts a token without that claim. The rule decides whether the claim may be absent.
   */
  SetupSnippet authenticationConfiguration(EmailVerifiedRule emailVerified) {
    return new SetupSnippet(
        "authentication-configuration",
        "--authentication-config=FILE",
        issuer() + claims(emailVerified));
  }

  private String issuer() {
    var text = new StringBuilder();
    text.append(
        """
        apiVersion: apiserver.config.k8s.io/v1
        kind: AuthenticationConfiguration
        jwt:
          - issuer:
              url: %s
              audiences:
        """
            .formatted(Quoting.yaml(target.issuerUrl())));
    var audiences = target.audiences();
    audiences.forEach(id -> text.append("        - ").append(Quoting.yaml(id)).append('\n'));
    if (audiences.size() > 1) {
      text.append("      audienceMatchPolicy: MatchAny\n");
    }
    target
        .caPem()
        .ifPresent(
            pem -> text.append("      certificateAuthority: |\n").append(pem.strip().indent(8)));
    return text.toString();
  }

  private String claims(EmailVerifiedRule emailVerified) {
    return """
            claimMappings:
              # email_verified: false is refused by the API server itself, because the claim is "email".
              username:
                claim: email
                prefix: %s
              groups:
                claim: groups
                prefix: %s
            claimValidationRules:
            - expression: "%s"
              message: "%s"
            # Else people who may name groups at the provider could make themselves cluster administrators.
            userValidationRules:
            - expression: "!user.username.startsWith('system:')"
              message: "names that begin with system: are Kubernetes' own"
            - expression: "user.groups.all(group, !group.startsWith('system:'))"
              message: "groups that begin with system: are Kubernetes' own"
        """
        .formatted(
            Quoting.yaml(target.prefixes().usernames()),
            Quoting.yaml(target.prefixes().groups()),
            emailVerified.expression(),
            EmailVerifiedRule.MESSAGE);
  }

  SetupSnippet kubeadm() {
    var path = "/etc/kubernetes/" + FILE;
    return new SetupSnippet(
        "kubeadm",
        "kubeadm",
        file(path)
            + """

            # Part of the ClusterConfiguration (kubeadm 1.31 and newer); kubectl -n kube-system edit configmap kubeadm-config
            apiVersion: kubeadm.k8s.io/v1beta4
            kind: ClusterConfiguration
            apiServer:
              extraArgs:
                - name: authentication-config
                  value: %1$s
              extraVolumes:
                - name: authentication
                  hostPath: %1$s
                  mountPath: %1$s
                  readOnly: true
                  pathType: File

            # Then, on each control plane node:
            # kubeadm init phase control-plane apiserver --config kubeadm.yaml
            """
                .formatted(path));
  }

  SetupSnippet k3s() {
    var path = "/etc/rancher/k3s/" + FILE;
    return new SetupSnippet(
        "k3s",
        "/etc/rancher/k3s/config.yaml",
        file(path)
            + """

            # /etc/rancher/k3s/config.yaml on each server; then: systemctl restart k3s
            kube-apiserver-arg:
              - authentication-config=%s
            """
                .formatted(path));
  }

  /** RKE2 runs the API server in a pod, so the file has to be mounted. */
  SetupSnippet rke2() {
    var path = "/etc/rancher/rke2/" + FILE;
    return new SetupSnippet(
        "rke2",
        "/etc/rancher/rke2/config.yaml",
        file(path)
            + """

            # /etc/rancher/rke2/config.yaml on each server; then: systemctl restart rke2-server
            kube-apiserver-arg:
              - authentication-config=%1$s
            kube-apiserver-extra-mount:
              - %1$s:%1$s:ro
            """
                .formatted(path));
  }

  private static String file(String path) {
    return "# Save the AuthenticationConfiguration as %s on each control plane node, mode 0600.\n"
        .formatted(path);
  }
}
