package org.clustershare.rbac.control;

import org.clustershare.cluster.control.AccessManifest;
import org.clustershare.platform.problem.ProblemException;

/**
 * The namespace of Cluster Share's own service account. Everyone who may read its Secrets, or act
 * as its service account, can do there what Cluster Share can. So no role is offered, kept or bound
 * in it.
 *
 * <p>{@code kube-system} is not reserved: KKP offers it too, and the Roles that are copied to all
 * namespaces live there. {@code docs/roles.md} says what a binding there amounts to.
 */
final class ReservedNamespaces {
  private ReservedNamespaces() {}

  static boolean contains(String namespace) {
    return namespace.equals(AccessManifest.NAMESPACE);
  }

  /**
   * Refuses a new binding in a reserved namespace.
   *
   * @throws ProblemException {@link RbacProblem#NAMESPACE_RESERVED}
   */
  static void refuse(RoleScope scope) {
    scope
        .namespace()
        .filter(ReservedNamespaces::contains)
        .ifPresent(
            namespace -> {
              throw new ProblemException(RbacProblem.NAMESPACE_RESERVED, namespace);
            });
  }
}
