package org.clustershare.cluster;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import org.clustershare.platform.memory.HeldMemory;

/** Memory of the clusters' responses to one request; released when the request has ended. */
@RequestScoped
class RequestMemory {
  private final HeldMemory held = new HeldMemory();

  /** For all threads that work for the request. */
  HeldMemory held() {
    return held;
  }

  @PreDestroy
  void close() {
    held.close();
  }
}
