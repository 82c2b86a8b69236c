package org.clustershare.cluster.kubernetes;

import java.util.function.Supplier;
import org.clustershare.platform.memory.MemoryDeniedException;

/**
 * We have no memory for a cluster's answer just now: other clusters' answers take it. Says nothing
 * of the cluster.
 */
public final class ClusterBusyException extends ClusterException {
  ClusterBusyException(Throwable cause) {
    super("Other clusters' large answers take all memory that there is for them.", cause);
  }

  /** Does what reserves memory, and says in our words when it was denied. */
  static <T> T translated(Supplier<T> read) {
    try {
      return read.get();
    } catch (MemoryDeniedException e) {
      if (e.busy()) {
        throw new ClusterBusyException(e);
      }
      throw new ClusterUnreachableException(
          "The cluster's answer takes more than %d MiB of memory."
              .formatted(Math.max(1, e.most() >> 20)));
    }
  }
}
