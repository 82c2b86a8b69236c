package org.clustershare.cluster.renewal;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.clustershare.platform.queue.FairQueue;
import org.clustershare.platform.queue.Tenant;

/**
 * Fair order of clusters for a round of limited time. Accounts take turns, and so do an account's
 * projects and a project's clusters; those that have waited longest come first. So hanging clusters
 * of one account delay another account by one step at a time, however many they are.
 */
final class RenewalTurns {
  private static final Tenant UNKNOWN = new Tenant("", "");

  /** An account, one of its projects, or a cluster; parts that do not apply are empty. */
  private record Participant(String account, String projectId, String clusterId) {
    static Participant account(Tenant tenant) {
      return new Participant(tenant.account(), "", "");
    }

    static Participant project(Tenant tenant) {
      return new Participant(tenant.account(), tenant.projectId(), "");
    }

    static Participant cluster(Tenant tenant, String clusterId) {
      return new Participant(tenant.account(), tenant.projectId(), clusterId);
    }
  }

  private final Duration limit;
  private final Clock clock;

  /** For each place, the number of the last step that served it. */
  private final Map<Participant, Long> served = new HashMap<>();

  private long steps;

  /**
   * @param limit the time in which a round starts steps
   */
  RenewalTurns(Duration limit, Clock clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /**
   * Runs a round over these clusters; an exception from a step ends it.
   *
   * @param clusters each with its account and project
   */
  synchronized void run(Map<String, Tenant> clusters, Consumer<String> step) {
    forgetAllBut(clusters);
    var end = clock.instant().plus(limit);
    for (var cluster : order(clusters)) {
      if (!clock.instant().isBefore(end)) {
        return;
      }
      note(clusters.getOrDefault(cluster, UNKNOWN), cluster);
      step.accept(cluster);
    }
  }

  private List<String> order(Map<String, Tenant> clusters) {
    var sorted = new ArrayList<>(clusters.entrySet());
    sorted.sort(
        Comparator.<Map.Entry<String, Tenant>>comparingLong(
                entry -> last(Participant.account(entry.getValue())))
            .thenComparingLong(entry -> last(Participant.project(entry.getValue())))
            .thenComparingLong(entry -> last(Participant.cluster(entry.getValue(), entry.getKey())))
            .thenComparing(Map.Entry::getKey));
    var turns = new FairQueue<String>();
    sorted.forEach(entry -> turns.add(entry.getValue(), entry.getKey()));
    return Stream.generate(turns::poll)
        .takeWhile(Optional::isPresent)
        .flatMap(Optional::stream)
        .toList();
  }

  private long last(Participant participant) {
    return served.getOrDefault(participant, 0L);
  }

  private void note(Tenant tenant, String cluster) {
    steps++;
    served.put(Participant.account(tenant), steps);
    served.put(Participant.project(tenant), steps);
    served.put(Participant.cluster(tenant, cluster), steps);
  }

  private void forgetAllBut(Map<String, Tenant> clusters) {
    var places = new HashSet<Participant>();
    clusters.forEach(
        (cluster, tenant) -> {
          places.add(Participant.account(tenant));
          places.add(Participant.project(tenant));
          places.add(Participant.cluster(tenant, cluster));
        });
    served.keySet().retainAll(places);
  }

  /** The number of accounts, projects and clusters that are remembered. */
  synchronized int participantCount() {
    return served.size();
  }
}
