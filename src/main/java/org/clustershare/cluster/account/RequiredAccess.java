package org.clustershare.cluster.account;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.clustershare.cluster.certificate.ClientCertificateUser;
import org.clustershare.kubernetes.Credentials;

/**
 * The access that Cluster Share needs in a cluster, as the rules of a ClusterRole. {@code
 * cluster-access.yaml} grants it, and the check of a cluster verifies it. Cluster Share uses no
 * verb that is missing here.
 */
public record RequiredAccess(List<Rule> rules) {
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final List<String> ALL = List.of();

  /**
   * The access to request the next client certificate. A request is harmless:
   * kube-controller-manager never approves one for {@code kubernetes.io/kube-apiserver-client}
   * automatically, and it holds no secret. The rights to approve requests, or on signers, are as
   * good as cluster-admin and not included.
   */
  static final RequiredAccess RENEWAL =
      new RequiredAccess(
          List.of(
              new Rule(
                  "To request the next client certificate; only an administrator can approve it.",
                  "certificates.k8s.io",
                  List.of("certificatesigningrequests"),
                  ALL,
                  List.of("create", "get"))));

  private static final Rule NAMESPACES =
      new Rule(
          "To list the namespaces that get the predefined roles.",
          "",
          List.of("namespaces"),
          ALL,
          List.of("list"));

  private static final Rule OFFERED_ROLES =
      new Rule(
          "To list the roles that people can be bound to.",
          RBAC,
          List.of("clusterroles", "roles"),
          ALL,
          List.of("get", "list"));

  private static final Rule BINDINGS =
      new Rule(
          "To manage the bindings.",
          RBAC,
          List.of("clusterrolebindings", "rolebindings"),
          ALL,
          List.of("get", "list", "create", "update", "patch", "delete"));

  private static final List<Rule> TRUST =
      List.of(
          new Rule(
              "To find out why the API server does not accept a person's token (TokenReview).",
              "authentication.k8s.io",
              List.of("tokenreviews"),
              ALL,
              List.of("create")),
          new Rule(
              "For the same purpose, when a TokenReview gives no reason: the API server's flags and metrics.",
              "",
              List.of("/flagz", "/metrics"),
              ALL,
              List.of("get")));

  /**
   * A rule and the reason for it.
   *
   * @param resources in the plural; or paths such as {@code /metrics}, without a group
   * @param names the objects that the rule is restricted to; empty for all
   */
  record Rule(
      String reason, String group, List<String> resources, List<String> names, List<String> verbs) {

    boolean ofPaths() {
      return resources.getFirst().startsWith("/");
    }

    List<AccessRight> rights() {
      var objects = names.isEmpty() ? List.of("") : names;
      return resources.stream()
          .flatMap(
              resource ->
                  verbs.stream()
                      .flatMap(
                          verb ->
                              objects.stream()
                                  .map(name -> new AccessRight(group, resource, verb, name))))
          .toList();
    }
  }

  /** The union of this access and another. */
  RequiredAccess with(RequiredAccess others) {
    return new RequiredAccess(Stream.concat(rules.stream(), others.rules.stream()).toList());
  }

  public List<AccessRight> rights() {
    return rules.stream().flatMap(rule -> rule.rights().stream()).toList();
  }

  /**
   * The access that an account needs. Only the user of Cluster Share's own manifest must be able to
   * request its next certificate; other accounts work without.
   */
  public RequiredAccess forAccount(Credentials credentials) {
    boolean renews =
        ClientCertificateUser.of(credentials)
            .filter(user -> user.name().equals(AccessManifest.USER))
            .isPresent();
    return renews ? with(RENEWAL) : this;
  }

  /**
   * The access that an installation needs.
   *
   * @param roles the predefined roles that it keeps in a cluster
   * @param trust whether it checks which tokens an API server accepts
   */
  static RequiredAccess of(ManagedRoles roles, boolean trust) {
    var rules = new ArrayList<Rule>();
    rules.add(NAMESPACES);
    rules.add(OFFERED_ROLES);
    if (!roles.clusterRoles().isEmpty()) {
      rules.add(labelledRoles(roles.clusterRoles()));
    }
    if (!roles.namespacedRoles().isEmpty()) {
      rules.add(copiedRoles(roles.namespacedRoles()));
    }
    rules.add(BINDINGS);
    if (trust) {
      rules.addAll(TRUST);
    }
    return new RequiredAccess(List.copyOf(rules));
  }

  private static Rule labelledRoles(List<String> names) {
    return new Rule(
        "The cluster's own roles get a label, and people are bound to them. Escalate and"
            + " bind: without them no account may change or bind roles beyond its rights.",
        RBAC,
        List.of("clusterroles"),
        names,
        List.of("patch", "escalate", "bind"));
  }

  private static Rule copiedRoles(List<String> names) {
    return new Rule(
        "The predefined roles of namespaces. Add the names of your own labelled roles, to"
            + " have them copied and offered too.",
        RBAC,
        List.of("roles"),
        names,
        List.of("create", "patch", "delete", "escalate", "bind"));
  }
}
