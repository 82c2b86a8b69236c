package org.clustershare.cluster.registration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.clustershare.cluster.account.AccessRight;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.platform.problem.Message;

/**
 * Report of a cluster check, step by step.
 *
 * @param steps in the order of the check
 * @param missing the rights that the account lacks
 * @param uid the UID of the namespace kube-system, which identifies the cluster; empty if unknown
 */
public record ClusterReport(List<Step> steps, List<AccessRight> missing, Optional<String> uid) {

  /** The subject of a step. */
  public enum Check {
    REACHABLE,
    CERTIFICATE,
    CREDENTIALS,
    VERSION,
    RIGHTS
  }

  /** Result of a step. */
  public enum State {
    PASSED,
    FAILED,
    /** Skipped, because an earlier step failed. */
    SKIPPED
  }

  /**
   * One step.
   *
   * @param message the finding, for readers; empty for a skipped step
   */
  public record Step(Check check, State state, Message message) {
    /** A step with a verbatim message. */
    public Step(Check check, State state, String words) {
      this(check, state, Message.verbatim(words));
    }

    /** The finding, in English. */
    public String sentence() {
      return message.toString();
    }
  }

  /** A cluster with this result as its verification. */
  Cluster applyTo(Cluster cluster, Instant now) {
    return passed() ? cluster.verified(now, uid) : cluster.unverified();
  }

  /** Whether all steps passed. */
  public boolean passed() {
    return steps.stream().allMatch(step -> step.state() == State.PASSED);
  }

  /** All failures in one message; a verbatim empty message if there are none. */
  public Message failure() {
    return failures().stream()
        .reduce((first, next) -> Message.of("joined", first, next))
        .orElse(Message.verbatim(""));
  }

  /** The findings of the failed steps. */
  public List<Message> failures() {
    return steps.stream().filter(step -> step.state() == State.FAILED).map(Step::message).toList();
  }
}
