package org.clustershare.project;

import org.clustershare.platform.problem.ProblemType;

/** What can go wrong with projects. */
public enum ProjectProblem implements ProblemType {
  PROJECT_UNKNOWN(404, "project-unknown"),
  ACTION_NOT_ALLOWED(403, "action-not-allowed"),
  /** What only people in the setting {@code admins} may do. */
  ADMINS_ONLY(403, "admins-only"),
  PROJECT_NAME_INVALID(400, "project-name-invalid"),
  PROJECT_CREATION_NOT_ALLOWED(403, "project-creation-not-allowed"),
  PROJECT_NOT_CONFIRMED(400, "project-not-confirmed"),
  PROJECT_NOT_EMPTY(409, "project-not-empty"),
  MEMBER_UNKNOWN(404, "member-unknown"),
  MEMBER_EXISTS(400, "member-exists"),
  MEMBER_INVALID(400, "member-invalid"),
  MEMBERSHIP_INVALID(400, "membership-invalid"),
  LAST_OWNER(409, "last-owner"),
  TOO_MANY_MEMBERS(409, "too-many-members"),
  TOO_MANY_PROJECTS(409, "too-many-projects"),
  TOO_MANY_CHANGES(409, "too-many-changes");

  private final int status;
  private final String key;

  ProjectProblem(int status, String key) {
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
