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

  static final String ACCOUNT = "cluster-share";

  private AccessManifest() {}

  /**
   * The manifest of a user with a client certificate, as YAML with comments.
   *
   * @param access the access that this installation needs
   */
  public static String user(RequiredAccess access) {
    return head(UserManifest.HEAD, UserManifest.COMMANDS)
        + rules(access.with(RequiredAccess.RENEWAL).rules());
  }

  /** The same for a service account with a token, as YAML with comments. */
  public static String serviceAccount(RequiredAccess access) {
    return head(ServiceAccountManifest.HEAD, ServiceAccountManifest.COMMANDS)
        + rules(access.rules());
  }

  /** The commands that apply the manifest of a user and make a kubeconfig. */
  public static String userCommands() {
    return UserManifest.COMMANDS;
  }

  /** The commands that apply the manifest of a service account and make a kubeconfig. */
  public static String serviceAccountCommands() {
    return ServiceAccountManifest.COMMANDS;
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
}
