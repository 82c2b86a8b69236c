package org.clustershare.fleet;

/**
 * The end of one run of a {@link ClusterTask}; decides when and in which queue the next run starts.
 *
 * @param outcome how the run ended
 * @param reason why the run ended early, for the log; empty unless the outcome is {@link
 *     Outcome#UNANSWERED} or {@link Outcome#FAILED}
 */
public record TaskResult(Outcome outcome, String reason) {
  public enum Outcome {
    /** The run did everything; the next one starts within the task's interval. */
    SUCCEEDED,

    /** The run did a part and then failed; the next one starts a second later. */
    UNFINISHED,

    /**
     * The cluster gave no usable answer. With {@link CallBudget#SHORT} the run is repeated with
     * {@link CallBudget#LONG}; with that, it counts as failed.
     */
    UNANSWERED,

    /** The run failed; the next one waits, twice as long after each failure in a row. */
    FAILED
  }

  public static TaskResult succeeded() {
    return new TaskResult(Outcome.SUCCEEDED, "");
  }

  public static TaskResult unfinished() {
    return new TaskResult(Outcome.UNFINISHED, "");
  }

  public static TaskResult unanswered(String reason) {
    return new TaskResult(Outcome.UNANSWERED, reason);
  }

  public static TaskResult failed(String reason) {
    return new TaskResult(Outcome.FAILED, reason);
  }
}
