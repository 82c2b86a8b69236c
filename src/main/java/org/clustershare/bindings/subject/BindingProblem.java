package org.clustershare.bindings.subject;

import org.clustershare.platform.problem.ProblemType;

/** The problems of roles, bindings and username prefixes. */
public enum BindingProblem implements ProblemType {
  ROLE_UNKNOWN(404, "role-unknown"),
  ROLE_NOT_CHOSEN(400, "role-not-chosen"),
  ROLE_OF_NAMESPACES(400, "role-of-namespaces"),
  ROLE_OF_CLUSTER(400, "role-of-cluster"),
  ROLE_NOT_BINDABLE(403, "role-not-bindable"),
  ALREADY_BOUND(400, "already-bound"),
  BOUND_IN_OTHER_CASE(400, "bound-in-other-case"),
  BINDING_UNKNOWN(400, "binding-unknown"),
  SUBJECT_UNNAMED(400, "subject-unnamed"),
  SUBJECT_INVALID(400, "subject-invalid"),
  SUBJECT_REFUSED(400, "subject-refused"),
  SUBJECT_RESERVED(400, "subject-reserved"),
  NAMESPACE_RESERVED(400, "namespace-reserved"),
  PREFIX_INVALID(400, "prefix-invalid"),
  TOO_MANY_WRITERS(409, "too-many-writers");

  private final int status;
  private final String key;

  BindingProblem(int status, String key) {
    this.status = status;
    this.key = key;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String key() {
    return key;
  }
}
