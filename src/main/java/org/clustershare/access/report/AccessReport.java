package org.clustershare.access.report;

import java.util.List;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.platform.problem.Message;

/**
 * What somebody has in the clusters of a project.
 *
 * @param answered each cluster that answered, also when it gives nothing
 * @param unanswered the others: what is missing here is not known
 */
public record AccessReport(List<Answered> answered, List<Unanswered> unanswered) {
  public AccessReport {
    answered = List.copyOf(answered);
    unanswered = List.copyOf(unanswered);
  }

  /** A cluster with the bindings that are theirs. */
  public record Answered(Cluster cluster, String knownAs, List<EffectiveBinding> bindings) {}

  /** A cluster that gave no answer in time, and why, as a sentence. */
  public record Unanswered(Cluster cluster, Message message) {
    /** With words that no language changes. */
    public Unanswered(Cluster cluster, String words) {
      this(cluster, Message.said(words));
    }

    /** Why, in English. */
    public String reason() {
      return message.toString();
    }
  }
}
