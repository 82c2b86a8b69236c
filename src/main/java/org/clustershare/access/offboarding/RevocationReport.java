package org.clustershare.access.offboarding;

import java.util.List;
import org.clustershare.access.report.AccessReport.Unanswered;
import org.clustershare.access.report.EffectiveBinding;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.platform.problem.Message;

/**
 * What became of a person's or group's access to the clusters of a project.
 *
 * @param revoked each cluster that answered
 * @param unanswered the others: nothing was ended there
 */
public record RevocationReport(List<Revoked> revoked, List<Unanswered> unanswered) {
  public RevocationReport {
    revoked = List.copyOf(revoked);
    unanswered = List.copyOf(unanswered);
  }

  /**
   * One cluster.
   *
   * @param knownAs what its API server calls the person or group
   * @param ended the bindings that no longer name them
   * @param failed the bindings that still do, although they should not
   * @param left what is not ended here: bindings of others, and those to groups
   */
  public record Revoked(
      Cluster cluster,
      String knownAs,
      List<EffectiveBinding> ended,
      List<Failed> failed,
      List<EffectiveBinding> left) {
    public Revoked {
      ended = List.copyOf(ended);
      failed = List.copyOf(failed);
      left = List.copyOf(left);
    }
  }

  /** A binding that could not be changed, and why, as a sentence. */
  public record Failed(EffectiveBinding binding, Message message) {
    /** With words that no language changes. */
    public Failed(EffectiveBinding binding, String words) {
      this(binding, Message.said(words));
    }

    /** Why, in English. */
    public String reason() {
      return message.toString();
    }
  }

  /** Whether every cluster answered and every binding that can be ended here is. */
  public boolean complete() {
    return unanswered.isEmpty() && revoked.stream().allMatch(one -> one.failed().isEmpty());
  }
}
