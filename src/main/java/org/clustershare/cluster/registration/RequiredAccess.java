package org.clustershare.cluster.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.clustershare.cluster.certificate.ClientCertificateUser;
import org.clustershare.kubernetes.Credentials;

/**
 * Everything that we do in a cluster, as the rules of a ClusterRole: what {@code
 * cluster-access.yaml} grants, and what is checked before a cluster is added. A verb that is not
 * here is one that we do not use.
 */
public record RequiredAccess(List<Rule> rules) {
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final List<String> ALL = List.of();

  /**
   * What it takes to ask for the next client certificate. To ask is harmless:
   * kube-controller-manager approves no request for {@code kubernetes.io/kube-apiserver-client} by
   * itself, and requests hold nothing secret. The rights to approve, or on signers, are as good as
   * cluster-admin and not among these.
   */
  static final RequiredAccess RENEWAL =
      new RequiredAccess(
          List.of(
              new Rule(
                  "Asking for the next client certificate, which only you can approve.",
                  "certificates.k8s.io",
                  List.of("certificatesigningrequests"),
                  ALL,
                  List.of("create", "get"))));

  /**
   * A rule and the reason for it.
   *
   * @param resources in the plural; or paths such as {@code /metrics}, without a group
   * @param names the objects that it is restricted to; empty for all
   */
  record Rule(
      String reason, String group, List<String> resources, List<String> names, List<String> verbs) {

    boolean ofPaths() {
      return resources.get(0).startsWith("/");
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

  /** These and others. */
  RequiredAccess with(RequiredAccess others) {
    return new RequiredAccess(Stream.concat(rules.stream(), others.rules.stream()).toList());
  }

  public List<AccessRight> rights() {
    return rules.stream().flatMap(rule -> rule.rights().stream()).toList();
  }

  /**
   * The access that an account needs. Only the user of our own manifest has to be able to ask for
   * its next certificate: other accounts go on without.
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
    rules.add(
        new Rule(
            "The namespaces that the predefined roles are kept in.",
            "",
            List.of("namespaces"),
            ALL,
            List.of("list")));
    rules.add(
        new Rule(
            "The roles that are offered.",
            RBAC,
            List.of("clusterroles", "roles"),
            ALL,
            List.of("get", "list")));
    var labelled = roles.clusterRoles();
    if (!labelled.isEmpty()) {
      rules.add(
          new Rule(
              "The cluster's own roles get a label, and people are bound to them. Escalate and"
                  + " bind: without them nobody may touch a role that allows more than they may.",
              RBAC,
              List.of("clusterroles"),
              labelled,
              List.of("patch", "escalate", "bind")));
    }
    var namespaced = roles.namespacedRoles();
    if (!namespaced.isEmpty()) {
      rules.add(
          new Rule(
              "The predefined roles of namespaces. Add the names of your own labelled roles, to"
                  + " have them copied and offered too.",
              RBAC,
              List.of("roles"),
              namespaced,
              List.of("create", "patch", "delete", "escalate", "bind")));
    }
    rules.add(
        new Rule(
            "Who is bound to which role.",
            RBAC,
            List.of("clusterrolebindings", "rolebindings"),
            ALL,
            List.of("get", "list", "create", "update", "patch", "delete")));
    if (trust) {
      rules.addAll(trust());
    }
    return new RequiredAccess(List.copyOf(rules));
  }

  private static List<Rule> trust() {
    return List.of(
        new Rule(
            "Why the API server does not accept a person's token.",
            "authentication.k8s.io",
            List.of("tokenreviews"),
            ALL,
            List.of("create")),
        new Rule(
            "The same, where a review does not tell: how the server is set up, and what it counts.",
            "",
            List.of("/flagz", "/metrics"),
            ALL,
            List.of("get")));
  }
}
