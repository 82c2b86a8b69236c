package org.clustershare.kubernetes.error;

import java.util.function.Supplier;
import org.clustershare.platform.memory.MemoryDeniedException;
import org.clustershare.platform.problem.Message;

/**
 * No memory for a cluster's response at the moment: other clusters' responses hold it. Says nothing
 * about the cluster.
 */
public final class ClusterBusyException extends ClusterException {
  ClusterBusyException(Throwable cause) {
    super(Message.of("cluster.busy"), cause);
  }

  /** Runs a read that reserves memory, and translates a denial. */
  public static <T> T translateDenial(Supplier<T> read) {
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
