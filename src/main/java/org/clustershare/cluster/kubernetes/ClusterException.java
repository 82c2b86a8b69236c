package org.clustershare.cluster.kubernetes;

import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.problem.ProblemSource;
import org.jspecify.annotations.Nullable;

/** A call to an API server that gave no result. Messages are sentences without secrets. */
public abstract sealed class ClusterException extends RuntimeException implements ProblemSource
    permits ClusterUnreachableException, ClusterRefusedException, ClusterBusyException {

  private final String sentence;

  ClusterException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.sentence = sentence;
  }

  @Override
  public ProblemException problem() {
    return new ProblemException(this, type(), sentence);
  }

  private KubernetesProblem type() {
    if (this instanceof ClusterBusyException) {
      return KubernetesProblem.CLUSTER_READS_BUSY;
    }
    return this instanceof ClusterUnreachableException
        ? KubernetesProblem.CLUSTER_UNREACHABLE
        : KubernetesProblem.CLUSTER_REFUSED;
  }

  /** What happened, for readers. */
  public String sentence() {
    return sentence;
  }
}
