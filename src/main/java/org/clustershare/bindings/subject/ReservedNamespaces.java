package org.clustershare.bindings.subject;

import org.clustershare.cluster.account.AccessManifest;
import org.clustershare.platform.problem.ProblemException;

/**
 * The namespace of Cluster Share's own service account. A person who may read its Secrets, or act
 * as its service account, gets the rights of Cluster Share. So no role is offered, copied or bound
 * in it.
 *
 * <p>{@code kube-system} is not reserved: KKP offers it, too, and the Roles that are copied to all
 * namespaces live there. {@code docs/roles.md} says which rights a binding there grants.
 */
public final class ReservedNamespaces {
  private ReservedNamespaces() {}

  public static boolean contains(String namespace) {
    return namespace.equals(AccessManifest.NAMESPACE);
  }

  /**
   * Refuses a new binding in a reserved namespace.
   *
   * @throws ProblemException {@link BindingProblem#NAMESPACE_RESERVED}
   */
  public static void refuse(RoleScope scope) {
    scope
        .namespace()
        .filter(ReservedNamespaces::contains)
        .ifPresent(
            namespace -> {
              throw new ProblemException(BindingProblem.NAMESPACE_RESERVED, namespace);
            });
  }
}
