package org.clustershare.kubernetes.error;

import org.clustershare.platform.problem.Message;
import org.clustershare.platform.problem.ProblemException;
import org.clustershare.platform.problem.ProblemSource;
import org.jspecify.annotations.Nullable;

/** A call to an API server that has no result. Messages are sentences without secrets. */
public abstract sealed class ClusterException extends RuntimeException implements ProblemSource
    permits ClusterUnreachableException, ClusterRefusedException, ClusterBusyException {

  private final transient Message message;

  ClusterException(Message message, @Nullable Throwable cause) {
    super(message.toString(), cause);
    this.message = message;
  }

  @Override
  public ProblemException problem() {
    return new ProblemException(this, type(), message);
  }

  private KubernetesProblem type() {
    return switch (this) {
      case ClusterBusyException _ -> KubernetesProblem.CLUSTER_READS_BUSY;
      case ClusterUnreachableException _ -> KubernetesProblem.CLUSTER_UNREACHABLE;
      case ClusterRefusedException _ -> KubernetesProblem.CLUSTER_REFUSED;
    };
  }

  /** What happened, in English: for the API, the log and the database. */
  public String sentence() {
    return message.toString();
  }

  /** What happened, for readers of any language. */
  public Message message() {
    return message;
  }
}
