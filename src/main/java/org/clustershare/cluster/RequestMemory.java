package org.clustershare.cluster;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import org.clustershare.platform.memory.HeldMemory;

/** The memory of what a request reads of clusters; given back when the request has ended. */
@RequestScoped
class RequestMemory {
  private final HeldMemory held = new HeldMemory();

  /** For every thread that works for the request. */
  HeldMemory held() {
    return held;
  }

  @PreDestroy
  void close() {
    held.close();
  }
}
