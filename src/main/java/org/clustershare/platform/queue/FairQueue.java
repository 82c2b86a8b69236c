package org.clustershare.platform.queue;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Queue with two levels of round robin: accounts take turns, then the projects of an account; a
 * project's entries keep their order. An account with a thousand entries delays the first entry of
 * another account by one entry only. Not thread-safe.
 *
 * @param <T> the entries
 */
public final class FairQueue<T> {
  /** The accounts with entries; the next one to serve is first. */
  private final Map<String, Map<String, Queue<T>>> byAccount = new LinkedHashMap<>();

  private int size;

  public void add(Tenant tenant, T entry) {
    byAccount
        .computeIfAbsent(tenant.account(), key -> new LinkedHashMap<>())
        .computeIfAbsent(tenant.projectId(), key -> new ArrayDeque<>())
        .add(entry);
    size++;
  }

  /** Removes and returns the next entry; empty if there is none. */
  public Optional<T> poll() {
    if (byAccount.isEmpty()) {
      return Optional.empty();
    }
    var account = byAccount.keySet().iterator().next();
    var projects = removeFrom(byAccount, account);
    var project = projects.keySet().iterator().next();
    var entries = removeFrom(projects, project);
    var entry = entries.remove();
    size--;
    // The project and the account go to the end of the line.
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

  /** The number of entries of all tenants. */
  public int size() {
    return size;
  }

  private static <V> V removeFrom(Map<String, V> from, String key) {
    return Optional.ofNullable(from.remove(key)).orElseThrow();
  }
}
