package org.clustershare.cluster.kubernetes;

import org.jspecify.annotations.Nullable;

/**
 * The API server gave no usable answer: no connection, wrong certificate, too late, too much, or
 * something that is not Kubernetes. The message is one sentence that says which.
 */
public final class ClusterUnreachableException extends ClusterException {
  ClusterUnreachableException(String message) {
    this(message, null);
  }

  ClusterUnreachableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
