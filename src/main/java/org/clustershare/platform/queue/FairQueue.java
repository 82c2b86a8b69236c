package org.clustershare.platform.queue;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * A queue that serves accounts in turn, the projects of an account in turn, and a project's entries
 * in their order (round robin). So an account with a thousand entries delays another one's first
 * entry by one of its own only. Not thread-safe.
 *
 * @param <T> what waits
 */
public final class FairQueue<T> {
  /** Those that have something in the queue; the next to be served is first. */
  private final Map<String, Map<String, Queue<T>>> byAccount = new LinkedHashMap<>();

  public void add(Tenant tenant, T entry) {
    byAccount
        .computeIfAbsent(tenant.account(), key -> new LinkedHashMap<>())
        .computeIfAbsent(tenant.projectId(), key -> new ArrayDeque<>())
        .add(entry);
  }

  /** The next entry, taken out; empty when there is none. */
  public Optional<T> poll() {
    if (byAccount.isEmpty()) {
      return Optional.empty();
    }
    var account = byAccount.keySet().iterator().next();
    var projects = removeFrom(byAccount, account);
    var project = projects.keySet().iterator().next();
    var entries = removeFrom(projects, project);
    var entry = entries.remove();
    // Behind all others.
    if (!entries.isEmpty()) {
      projects.put(project, entries);
    }
    if (!projects.isEmpty()) {
      byAccount.put(account, projects);
    }
    return Optional.of(entry);
  }

  public boolean isEmpty() {
    return byAccount.isEmpty();
  }

  private static <V> V removeFrom(Map<String, V> from, String key) {
    return Optional.ofNullable(from.remove(key)).orElseThrow();
  }
}
