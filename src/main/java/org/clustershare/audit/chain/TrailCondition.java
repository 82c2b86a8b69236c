package org.clustershare.audit.chain;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What this instance found wrong with the trail, until the same work succeeds again. */
@ApplicationScoped
public class TrailCondition {
  private final Map<String, String> faults = new ConcurrentHashMap<>();

  /**
   * Notes a fault.
   *
   * @param work the work that cannot go on, such as {@code prune}
   */
  public void fault(String work, String sentence) {
    faults.put(work, sentence);
  }

  public void good(String work) {
    faults.remove(work);
  }

  /** Sentences by work; empty if all is well. */
  public Map<String, String> faults() {
    return Map.copyOf(new TreeMap<>(faults));
  }
}
