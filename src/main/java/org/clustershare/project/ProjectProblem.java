package org.clustershare.project;

import org.clustershare.platform.problem.ProblemType;

/** Problems with projects and members. */
public enum ProjectProblem implements ProblemType {
  PROJECT_UNKNOWN(404),
  ACTION_NOT_ALLOWED(403),
  /** Only people in the setting {@code admins} may do this. */
  ADMINS_ONLY(403),
  PROJECT_NAME_INVALID(400),
  PROJECT_CREATION_NOT_ALLOWED(403),
  PROJECT_NOT_CONFIRMED(400),
  PROJECT_NOT_EMPTY(409),
  MEMBER_UNKNOWN(404),
  MEMBER_EXISTS(400),
  MEMBER_INVALID(400),
  MEMBERSHIP_INVALID(400),
  LAST_OWNER(409),
  TOO_MANY_MEMBERS(409),
  TOO_MANY_PROJECTS(409),
  TOO_MANY_CHANGES(409);

  private final int status;

  ProjectProblem(int status) {
    this.status = status;
  }

  @Override
  public int status() {
    return status;
  }
}
