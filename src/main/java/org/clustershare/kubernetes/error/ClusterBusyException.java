package org.clustershare.kubernetes.error;

import java.util.function.Supplier;
import org.clustershare.platform.memory.MemoryDeniedException;
import org.clustershare.platform.problem.Message;

/**
 * We have no memory for a cluster's answer just now: other clusters' answers take it. Says nothing
 * of the cluster.
 */
public final class ClusterBusyException extends ClusterException {
  ClusterBusyException(Throwable cause) {
    super(Message.of("cluster.busy"), cause);
  }

  /** Does what reserves memory, and says in our words when it was denied. */
  public static <T> T translated(Supplier<T> read) {
    try {
      return read.get();
    } catch (MemoryDeniedException e) {
      if (e.busy()) {
        throw new ClusterBusyException(e);
      }
      throw new ClusterUnreachableException(
          Message.of("cluster.memory", Math.max(1, e.limit() >> 20)));
    }
  }
}
