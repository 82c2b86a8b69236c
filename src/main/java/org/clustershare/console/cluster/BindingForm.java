package org.clustershare.console.cluster;

import java.util.List;
import org.clustershare.bindings.api.SubjectRequest;
import org.clustershare.bindings.subject.BindingProblem;
import org.clustershare.bindings.subject.RoleScope;
import org.clustershare.bindings.subject.Subject;
import org.clustershare.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The form for a new binding. It reports missing and contradictory fields itself, in the words of
 * the page instead of the cluster's.
 */
public class BindingForm {
  private String where = BindingsPage.EVERYWHERE;
  private String role = "";
  private String kind = "User";
  private String name = "";
  private String accountNamespace = "";

  /** The scope of the binding. */
  RoleScope scope() {
    return isEverywhere() ? RoleScope.cluster() : RoleScope.namespace(where);
  }

  private boolean isEverywhere() {
    return where.equals(BindingsPage.EVERYWHERE);
  }

  /**
   * The chosen role. The form preselects none: the first in the list may grant everything.
   *
   * @param clusterRoles the roles that are offered for the whole cluster
   * @param roles the roles that are offered for namespaces
   * @throws ProblemException {@link BindingProblem#ROLE_NOT_CHOSEN}, {@link
   *     BindingProblem#ROLE_OF_NAMESPACES}, {@link BindingProblem#ROLE_OF_CLUSTER}
   */
  String role(List<String> clusterRoles, List<String> roles) {
    if (role.isBlank()) {
      throw new ProblemException(BindingProblem.ROLE_NOT_CHOSEN);
    }
    var offered = isEverywhere() ? clusterRoles : roles;
    var others = isEverywhere() ? roles : clusterRoles;
    if (!offered.contains(role) && others.contains(role)) {
      throw new ProblemException(
          isEverywhere() ? BindingProblem.ROLE_OF_NAMESPACES : BindingProblem.ROLE_OF_CLUSTER,
          role,
          where);
    }
    return role;
  }

  /**
   * The subject that the form names.
   *
   * @throws ProblemException {@link BindingProblem#SUBJECT_UNNAMED}, {@link
   *     BindingProblem#SUBJECT_INVALID}
   */
  Subject subject() {
    var named = name.strip();
    var namespace = accountNamespace.strip();
    boolean account = kind.equals("ServiceAccount");
    if (named.isEmpty() || (account && namespace.isEmpty())) {
      throw new ProblemException(BindingProblem.SUBJECT_UNNAMED);
    }
    if (account) {
      return new Subject.ServiceAccount(SubjectRequest.name(namespace), SubjectRequest.name(named));
    }
    var checked = SubjectRequest.name(named);
    return kind.equals("Group") ? new Subject.Group(checked) : Subject.user(checked);
  }

  /** A namespace, or {@link BindingsPage#EVERYWHERE}. */
  public String getWhere() {
    return where;
  }

  public void setWhere(String where) {
    this.where = where;
  }

  /** Empty until one is chosen. */
  public String getRole() {
    return role;
  }

  /** Faces sends null for the entry without a role. */
  public void setRole(@Nullable String role) {
    this.role = role == null ? "" : role;
  }

  /** {@code User}, {@code Group} or {@code ServiceAccount}. */
  public String getKind() {
    return kind;
  }

  public void setKind(String kind) {
    this.kind = kind;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  /** A service account's namespace. */
  public String getAccountNamespace() {
    return accountNamespace;
  }

  public void setAccountNamespace(String accountNamespace) {
    this.accountNamespace = accountNamespace;
  }
}
