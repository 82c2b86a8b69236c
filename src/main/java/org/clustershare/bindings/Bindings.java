package org.clustershare.bindings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.clustershare.bindings.subject.BindingProblem;
import org.clustershare.bindings.subject.Labels;
import org.clustershare.bindings.subject.ReservedNamespaces;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.bindings.subject.SubjectMatch;
import org.clustershare.kubernetes.ApiPath;
import org.clustershare.kubernetes.ClusterApi;
import org.clustershare.kubernetes.json.ItemMapping;
import org.clustershare.platform.problem.ProblemException;

/** Who is bound to which role in a cluster. The cluster is the truth: nothing is kept here. */
@ApplicationScoped
public class Bindings {
  private static final String ROLES = Labels.selector(Labels.ROLE);

  private static final String CLUSTER_ROLES =
      ApiPath.of("apis", RoleScope.GROUP, "v1", "clusterroles");
  private static final String NAMESPACED_ROLES = ApiPath.of("apis", RoleScope.GROUP, "v1", "roles");

  private final BindableRoles bindable;

  /** Every role that is labelled can be bound to; also for CDI's proxy. */
  public Bindings() {
    this(new BindableRoles(Set.of()));
  }

  @Inject
  public Bindings(BindableRoles bindable) {
    this.bindable = bindable;
  }

  /** The roles that are offered in the whole cluster. */
  public List<JsonObject> clusterRoles(ClusterApi api) {
    return api.list(CLUSTER_ROLES, ROLES, RbacMappings.roles(this::isOffered));
  }

  /** The names of the roles that are offered in the whole cluster. */
  public List<String> clusterRoleNames(ClusterApi api) {
    return names(api.list(CLUSTER_ROLES, ROLES, RbacMappings.roleNames(this::isOffered)));
  }

  /** The roles that are offered in namespaces. */
  public List<JsonObject> roles(ClusterApi api) {
    return api.list(NAMESPACED_ROLES, ROLES, RbacMappings.roles(this::isOffered));
  }

  /** The roles that are offered in namespaces: name and namespace of each. */
  public List<JsonObject> roleNames(ClusterApi api) {
    return api.list(NAMESPACED_ROLES, ROLES, RbacMappings.roleNames(this::isOffered));
  }

  private static List<String> names(List<JsonObject> roles) {
    return roles.stream().map(role -> role.getJsonObject("metadata").getString("name")).toList();
  }

  /** The bindings that are managed here, in the whole cluster. */
  public List<JsonObject> clusterBindings(ClusterApi api) {
    return api.list(
        RoleScope.cluster().bindingsPath(),
        Labels.selector(Labels.BINDING),
        RbacMappings.bindings());
  }

  /** The bindings that are managed here, in namespaces. */
  public List<JsonObject> bindings(ClusterApi api) {
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
   * Binds somebody to a role; makes the binding when there is none.
   *
   * @return the binding after the change
   * @throws ProblemException {@link BindingProblem#ROLE_UNKNOWN}, {@link
   *     RbacProblem#ROLE_NOT_BINDABLE}, {@link BindingProblem#ALREADY_BOUND}, {@link
   *     RbacProblem#BOUND_IN_OTHER_CASE}, {@link BindingProblem#SUBJECT_REFUSED}, {@link
   *     RbacProblem#SUBJECT_RESERVED}, {@link BindingProblem#NAMESPACE_RESERVED}
   */
  public JsonObject bind(ClusterApi api, RoleScope scope, String role, Subject subject) {
    if (subject.isReserved()) {
      throw new ProblemException(BindingProblem.SUBJECT_RESERVED, subject.name());
    }
    ReservedNamespaces.refuse(scope);
    var bound = new RoleBindings(api, scope, role);
    bound.require();
    if (!isBindable(role)) {
      throw new ProblemException(
          BindingProblem.ROLE_NOT_BINDABLE,
          role,
          String.join(", ", new TreeSet<>(bindable.names())));
    }
    return bound.add(subject, SubjectMatch.IN_ANY_CASE);
  }

  /** Binds somebody to a role unless they are, whatever people can be bound to. */
  public void ensure(ClusterApi api, RoleScope scope, String role, Subject subject) {
    var bound = new RoleBindings(api, scope, role);
    bound.require();
    try {
      bound.add(subject, SubjectMatch.EXACTLY);
    } catch (ProblemException e) {
      if (e.type() != BindingProblem.ALREADY_BOUND) {
        throw e;
      }
    }
  }

  /**
   * Removes somebody from a role: exactly this subject, from every binding that is managed here.
   * Whoever is left in a binding to a role that is gone can be removed too.
   *
   * @return the binding after the change, also when that subject was not in it
   * @throws ProblemException {@link BindingProblem#ROLE_UNKNOWN}, {@link
   *     BindingProblem#BINDING_UNKNOWN}
   */
  public JsonObject unbind(ClusterApi api, RoleScope scope, String role, Subject subject) {
    return unbind(api, scope, role, List.of(subject));
  }

  /** The same for the first of these who is bound, where a name can be meant in several ways. */
  public JsonObject unbind(ClusterApi api, RoleScope scope, String role, List<Subject> meant) {
    return new RoleBindings(api, scope, role).remove(meant);
  }

  private boolean isOffered(JsonObject role) {
    var metadata = role.getJsonObject("metadata");
    return isBindable(metadata.getString("name"))
        && !ReservedNamespaces.contains(metadata.getString("namespace", ""));
  }

  private boolean isBindable(String role) {
    return bindable.include(role);
  }

  /** A binding's subjects; Kubernetes leaves the field out when there are none. */
  public static JsonArray subjects(JsonObject binding) {
    return new Binding(binding).subjects();
  }
}
