package org.clustershare.project.control;

import org.clustershare.platform.problem.ProblemType;

/** What can go wrong with projects. */
public enum ProjectProblem implements ProblemType {
  PROJECT_UNKNOWN(404, "project-unknown"),
  ACTION_NOT_ALLOWED(403, "action-not-allowed"),
  PROJECT_NAME_INVALID(400, "project-name-invalid");

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
