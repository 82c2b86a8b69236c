package org.clustershare.project.activity;

import org.clustershare.platform.problem.ProblemType;

/** Problems of queries for activity. */
public enum ActivityProblem implements ProblemType {
  ACTIVITY_ACTION_UNKNOWN(400),
  ACTIVITY_TIME_INVALID(400),
  ACTIVITY_LIMIT_INVALID(400),
  ACTIVITY_CURSOR_INVALID(400),
  ACTIVITY_CLUSTER_INVALID(400);

  private final int status;

  ActivityProblem(int status) {
    this.status = status;
  }

  @Override
  public int status() {
    return status;
  }
}
