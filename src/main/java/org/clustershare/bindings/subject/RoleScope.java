package org.clustershare.bindings.subject;

import java.util.Optional;
import org.clustershare.kubernetes.ApiPath;

/**
 * The scope of a role: the whole cluster, or one namespace.
 *
 * @param namespace empty for the whole cluster
 */
public record RoleScope(Optional<String> namespace) {
  /** The API group of roles and bindings. */
  public static final String GROUP = "rbac.authorization.k8s.io";

  public static RoleScope cluster() {
    return new RoleScope(Optional.empty());
  }

  public static RoleScope namespace(String name) {
    return new RoleScope(Optional.of(name));
  }

  public String roleKind() {
    return namespace.isPresent() ? "Role" : "ClusterRole";
  }

  public String bindingKind() {
    return roleKind() + "Binding";
  }

  public String rolePath(String role) {
    return namespace
        .map(name -> ApiPath.of("apis", GROUP, "v1", "namespaces", name, "roles", role))
        .orElseGet(() -> ApiPath.of("apis", GROUP, "v1", "clusterroles", role));
  }

  public String bindingsPath() {
    return namespace
        .map(name -> ApiPath.of("apis", GROUP, "v1", "namespaces", name, "rolebindings"))
        .orElseGet(() -> ApiPath.of("apis", GROUP, "v1", "clusterrolebindings"));
  }

  public boolean hasValidName() {
    return namespace.map(ApiPath::isName).orElse(true);
  }
}
