package org.clustershare.cluster.control;

import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that we do in a cluster, as the rules of a ClusterRole: what {@code
 * cluster-access.yaml} grants, and what is checked before a cluster is added. A verb that is not
 * here is one that we do not use.
 */
final class RequiredAccess {
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final List<String> ALL = List.of();
  private static final List<String> CLUSTER_ROLES = List.of("admin", "edit", "view");
  private static final List<String> NAMESPACE_ROLES =
      List.of("namespace-admin", "namespace-editor", "namespace-viewer");

  private RequiredAccess() {}

  /**
   * A rule and the reason for it.
   *
   * @param resources in the plural; or paths such as {@code /metrics}, without a group
   * @param names the objects that it is restricted to; empty for all
   */
  record Rule(
      String reason, String group, List<String> resources, List<String> names, List<String> verbs) {

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

  /**
   * The rules.
   *
   * @param trust whether it is looked into why API servers do not accept people's tokens
   */
  static List<Rule> rules(boolean trust) {
    return trust ? Stream.concat(ALWAYS.stream(), TRUST.stream()).toList() : ALWAYS;
  }

  private static final List<Rule> ALWAYS =
      List.of(
          new Rule(
              "The namespaces that the predefined roles are kept in.",
              "",
              List.of("namespaces"),
              ALL,
              List.of("list")),
          new Rule(
              "The roles that are offered.",
              RBAC,
              List.of("clusterroles", "roles"),
              ALL,
              List.of("get", "list")),
          new Rule(
              "Kubernetes' own roles get a label, and people are bound to them. Escalate and bind:"
                  + " without them nobody may touch a role that allows more than they may themselves.",
              RBAC,
              List.of("clusterroles"),
              CLUSTER_ROLES,
              List.of("patch", "escalate", "bind")),
          new Rule(
              "The predefined roles of namespaces. Add the names of your own labelled roles, to have"
                  + " them copied and offered too.",
              RBAC,
              List.of("roles"),
              NAMESPACE_ROLES,
              List.of("create", "patch", "delete", "escalate", "bind")),
          new Rule(
              "Who is bound to which role.",
              RBAC,
              List.of("clusterrolebindings", "rolebindings"),
              ALL,
              List.of("get", "list", "create", "update", "patch", "delete")));

  private static final List<Rule> TRUST =
      List.of(
          new Rule(
              "Why the API server does not accept somebody's token.",
              "authentication.k8s.io",
              List.of("tokenreviews"),
              ALL,
              List.of("create")),
          new Rule(
              "The same, where a review does not tell: what the server counts of its providers.",
              "",
              List.of("/metrics"),
              ALL,
              List.of("get")));

  static List<AccessRight> rights(boolean trust) {
    return rules(trust).stream().flatMap(rule -> rule.rights().stream()).toList();
  }
}
