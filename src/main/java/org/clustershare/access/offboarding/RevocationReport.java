package org.clustershare.access.offboarding;

import java.util.List;
import org.clustershare.access.report.AccessReport.UnansweredCluster;
import org.clustershare.access.report.EffectiveBinding;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.platform.problem.Message;

/**
 * The result of revoking a person's or group's bindings in the clusters of a project.
 *
 * @param revoked the clusters that answered
 * @param unanswered the other clusters; no binding was revoked there
 */
public record RevocationReport(
    List<ClusterRevocation> revoked, List<UnansweredCluster> unanswered) {
  public RevocationReport {
    revoked = List.copyOf(revoked);
    unanswered = List.copyOf(unanswered);
  }

  /**
   * The result for one cluster.
   *
   * @param knownAs the name by which its API server knows the person or group
   * @param ended the bindings that no longer name them
   * @param failed the bindings that still name them, although they should not
   * @param left the bindings that are never revoked: unmanaged ones, and those through groups
   */
  public record ClusterRevocation(
      Cluster cluster,
      String knownAs,
      List<EffectiveBinding> ended,
      List<FailedRevocation> failed,
      List<EffectiveBinding> left) {
    public ClusterRevocation {
      ended = List.copyOf(ended);
      failed = List.copyOf(failed);
      left = List.copyOf(left);
    }
  }

  /** A binding that could not be changed, and the reason as a sentence. */
  public record FailedRevocation(EffectiveBinding binding, Message message) {
    /** With a verbatim message. */
    public FailedRevocation(EffectiveBinding binding, String words) {
      this(binding, Message.verbatim(words));
    }

    /** The reason in English. */
    public String reason() {
      return message.toString();
    }
  }

  /** Whether every cluster answered and every revocable binding was revoked. */
  public boolean complete() {
    return unanswered.isEmpty() && revoked.stream().allMatch(one -> one.failed().isEmpty());
  }
}
