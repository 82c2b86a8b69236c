package org.clustershare.bindings.subject;

import org.clustershare.platform.problem.ProblemType;

/** The problems of roles, bindings and username prefixes. */
public enum BindingProblem implements ProblemType {
  ROLE_UNKNOWN(404),
  ROLE_NOT_CHOSEN(400),
  ROLE_OF_NAMESPACES(400),
  ROLE_OF_CLUSTER(400),
  ROLE_NOT_BINDABLE(403),
  ALREADY_BOUND(400),
  BOUND_IN_OTHER_CASE(400),
  BINDING_UNKNOWN(400),
  SUBJECT_UNNAMED(400),
  SUBJECT_INVALID(400),
  SUBJECT_REFUSED(400),
  SUBJECT_RESERVED(400),
  NAMESPACE_RESERVED(400),
  PREFIX_INVALID(400),
  TOO_MANY_WRITERS(409);

  private final int status;

  BindingProblem(int status) {
    this.status = status;
  }

  @Override
  public int status() {
    return status;
  }
}
