package org.clustershare.cluster.registration;

import java.util.List;
import java.util.Optional;
import org.clustershare.platform.problem.Message;

/**
 * What a look at a cluster found, step by step.
 *
 * @param steps in the order in which they were taken
 * @param missing the rights that the account lacks
 * @param uid what tells one cluster from another; empty when it could not be read
 */
public record ClusterReport(List<Step> steps, List<AccessRight> missing, Optional<String> uid) {

  /** What is looked at. */
  public enum Check {
    REACHABLE,
    CERTIFICATE,
    CREDENTIALS,
    VERSION,
    RIGHTS
  }

  /** How a step ended. */
  public enum State {
    PASSED,
    FAILED,
    /** Not taken, because an earlier one failed. */
    SKIPPED
  }

  /**
   * One step.
   *
   * @param message what was found, for readers; empty for a step that was not taken
   */
  public record Step(Check check, State state, Message message) {
    /** A step with words that no language changes. */
    public Step(Check check, State state, String words) {
      this(check, state, Message.verbatim(words));
    }

    /** What was found, in English. */
    public String sentence() {
      return message.toString();
    }
  }

  /** Whether the cluster can be used as it is. */
  public boolean passed() {
    return steps.stream().allMatch(step -> step.state() == State.PASSED);
  }

  /** What failed, in one message; empty words when nothing did. */
  public Message failure() {
    return failures().stream()
        .reduce((first, next) -> Message.of("joined", first, next))
        .orElse(Message.verbatim(""));
  }

  /** What failed. */
  public List<Message> failures() {
    return steps.stream().filter(step -> step.state() == State.FAILED).map(Step::message).toList();
  }
}
