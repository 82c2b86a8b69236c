package org.clustershare.access.report;

import java.util.List;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.platform.problem.Message;

/**
 * The effective bindings of a person or group in the clusters of a project.
 *
 * @param answered the clusters that answered, also those without a binding
 * @param unanswered the clusters whose bindings are unknown
 */
public record AccessReport(List<ClusterBindings> answered, List<UnansweredCluster> unanswered) {
  public AccessReport {
    answered = List.copyOf(answered);
    unanswered = List.copyOf(unanswered);
  }

  /**
   * A cluster that answered.
   *
   * @param knownAs the name by which its API server knows the person or group
   */
  public record ClusterBindings(Cluster cluster, String knownAs, List<EffectiveBinding> bindings) {}

  /** A cluster that gave no usable answer in time, and the reason as a sentence. */
  public record UnansweredCluster(Cluster cluster, Message message) {
    /** With a verbatim message. */
    public UnansweredCluster(Cluster cluster, String words) {
      this(cluster, Message.verbatim(words));
    }

    /** The reason in English. */
    public String reason() {
      return message.toString();
    }
  }
}
