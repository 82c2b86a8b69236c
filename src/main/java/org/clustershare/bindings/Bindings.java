package org.clustershare.bindings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.clustershare.bindings.prefix.ClusterPrefixes;
import org.clustershare.bindings.subject.BindingProblem;
import org.clustershare.bindings.subject.Labels;
import org.clustershare.bindings.subject.ReservedNamespaces;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.bindings.subject.SubjectMatch;
import org.clustershare.bindings.subject.UsernamePrefixes;
import org.clustershare.kubernetes.ApiPath;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.json.ItemMapping;
import org.clustershare.kubernetes.object.Role;
import org.clustershare.kubernetes.object.RoleBinding;
import org.clustershare.platform.problem.ProblemException;

/**
 * Lists, adds and removes the managed bindings of a cluster. The cluster is the only store: no
 * binding is kept in the database.
 */
@ApplicationScoped
public class Bindings {
  private static final String ROLES = Labels.selector(Labels.ROLE);

  private static final String CLUSTER_ROLES =
      ApiPath.of("apis", RoleScope.GROUP, "v1", "clusterroles");
  private static final String NAMESPACED_ROLES = ApiPath.of("apis", RoleScope.GROUP, "v1", "roles");

  private final BindableRoles bindable;
  private final Function<String, UsernamePrefixes> prefixes;

  @Inject
  Bindings(BindableRoles bindable, ClusterPrefixes prefixes) {
    this(bindable, prefixes::of);
  }

  /**
   * Bindings for given roles.
   *
   * @param prefixes returns the username prefixes of the cluster with an id
   */
  public Bindings(BindableRoles bindable, Function<String, UsernamePrefixes> prefixes) {
    this.bindable = bindable;
    this.prefixes = prefixes;
  }

  /** The ClusterRoles that people can be bound to. */
  public List<Role> clusterRoles(ClusterApi api) {
    return api.list(CLUSTER_ROLES, ROLES, RbacMappings.roles(this::isOffered));
  }

  /** The names of the ClusterRoles that people can be bound to. */
  public List<String> clusterRoleNames(ClusterApi api) {
    return api.list(CLUSTER_ROLES, ROLES, RbacMappings.roleNames(this::isOffered)).stream()
        .map(role -> role.metadata().name())
        .toList();
  }

  /** The Roles of all namespaces that people can be bound to. */
  public List<Role> roles(ClusterApi api) {
    return api.list(NAMESPACED_ROLES, ROLES, RbacMappings.roles(this::isOffered));
  }

  /** The same Roles with their names and namespaces only. */
  public List<Role> roleNames(ClusterApi api) {
    return api.list(NAMESPACED_ROLES, ROLES, RbacMappings.roleNames(this::isOffered));
  }

  /** The managed ClusterRoleBindings. */
  public List<RoleBinding> clusterBindings(ClusterApi api) {
    return api.list(
        RoleScope.cluster().bindingsPath(),
        Labels.selector(Labels.BINDING),
        RbacMappings.bindings());
  }

  /** The managed RoleBindings of all namespaces. */
  public List<RoleBinding> bindings(ClusterApi api) {
    return api.list(
        ApiPath.of("apis", RoleScope.GROUP, "v1", "rolebindings"),
        Labels.selector(Labels.BINDING),
        RbacMappings.bindings());
  }

  /** The names of the namespaces in which people can be bound. */
  public List<String> namespaces(ClusterApi api) {
    return api.list(ApiPath.of("api", "v1", "namespaces"), "", ItemMapping.names()).stream()
        .filter(name -> !ReservedNamespaces.contains(name))
        .toList();
  }

  /**
   * Binds a subject, as the provider spells it, to a role: without the spaces around its name, and
   * with the cluster's username prefixes.
   *
   * @return the binding after the change
   * @throws ProblemException as {@link #bind(ClusterApi, RoleScope, String, Subject)}
   */
  public RoleBinding bind(
      ClusterApi api, String clusterId, RoleScope scope, String role, Subject subject) {
    return bind(api, scope, role, prefixes.apply(clusterId).apply(subject.stripped()));
  }

  /**
   * Binds a subject, as the API server spells it, to a role; creates the binding if there is none.
   *
   * @return the binding after the change
   * @throws ProblemException {@link BindingProblem#ROLE_UNKNOWN}, {@link
   *     BindingProblem#ROLE_NOT_BINDABLE}, {@link BindingProblem#ALREADY_BOUND}, {@link
   *     BindingProblem#BOUND_IN_OTHER_CASE}, {@link BindingProblem#SUBJECT_REFUSED}, {@link
   *     BindingProblem#SUBJECT_RESERVED}, {@link BindingProblem#NAMESPACE_RESERVED}
   */
  public RoleBinding bind(ClusterApi api, RoleScope scope, String role, Subject subject) {
    if (subject.isReserved()) {
      throw new ProblemException(BindingProblem.SUBJECT_RESERVED, subject.name());
    }
    ReservedNamespaces.refuse(scope);
    var bindings = new RoleBindings(api, scope, role);
    bindings.requireRole();
    if (!isBindable(role)) {
      throw new ProblemException(
          BindingProblem.ROLE_NOT_BINDABLE,
          role,
          String.join(", ", new TreeSet<>(bindable.names())));
    }
    return bindings.add(subject, SubjectMatch.IN_ANY_CASE);
  }

  /**
   * Binds a subject to a role unless it is bound already. The setting {@code bindable-roles} does
   * not apply.
   */
  public void ensure(ClusterApi api, RoleScope scope, String role, Subject subject) {
    var bindings = new RoleBindings(api, scope, role);
    bindings.requireRole();
    try {
      bindings.add(subject, SubjectMatch.EXACTLY);
    } catch (ProblemException e) {
      if (e.type() != BindingProblem.ALREADY_BOUND) {
        throw e;
      }
    }
  }

  /**
   * Removes a subject from a role. The name may be spelled as the provider or as a list of bindings
   * spells it; the first spelling that is bound counts.
   *
   * @return the binding after the change, also if the subject was not in it
   * @throws ProblemException as {@link #unbind(ClusterApi, RoleScope, String, Subject)}
   */
  public RoleBinding unbind(
      ClusterApi api, String clusterId, RoleScope scope, String role, Subject subject) {
    return new RoleBindings(api, scope, role).remove(prefixes.apply(clusterId).candidates(subject));
  }

  /**
   * Removes exactly this subject from a role, in every managed binding, also if the role no longer
   * exists.
   *
   * @return the binding after the change, also if the subject was not in it
   * @throws ProblemException {@link BindingProblem#ROLE_UNKNOWN}, {@link
   *     BindingProblem#BINDING_UNKNOWN}
   */
  public RoleBinding unbind(ClusterApi api, RoleScope scope, String role, Subject subject) {
    return new RoleBindings(api, scope, role).remove(List.of(subject));
  }

  private boolean isOffered(Role role) {
    return isBindable(role.metadata().name())
        && !ReservedNamespaces.contains(role.metadata().namespace().orElse(""));
  }

  private boolean isBindable(String role) {
    return bindable.allows(role);
  }
}
