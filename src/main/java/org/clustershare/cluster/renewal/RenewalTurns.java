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
  private record Place(String account, String projectId, String clusterId) {
    static Place account(Tenant tenant) {
      return new Place(tenant.account(), "", "");
    }

    static Place project(Tenant tenant) {
      return new Place(tenant.account(), tenant.projectId(), "");
    }

    static Place cluster(Tenant tenant, String clusterId) {
      return new Place(tenant.account(), tenant.projectId(), clusterId);
    }
  }

  private final Duration limit;
  private final Clock clock;

  /** For each place, the number of the last step that served it. */
  private final Map<Place, Long> served = new HashMap<>();

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
                entry -> last(Place.account(entry.getValue())))
            .thenComparingLong(entry -> last(Place.project(entry.getValue())))
            .thenComparingLong(entry -> last(Place.cluster(entry.getValue(), entry.getKey())))
            .thenComparing(Map.Entry::getKey));
    var turns = new FairQueue<String>();
    sorted.forEach(entry -> turns.add(entry.getValue(), entry.getKey()));
    return Stream.generate(turns::poll)
        .takeWhile(Optional::isPresent)
        .flatMap(Optional::stream)
        .toList();
  }

  private long last(Place place) {
    return served.getOrDefault(place, 0L);
  }

  private void note(Tenant tenant, String cluster) {
    steps++;
    served.put(Place.account(tenant), steps);
    served.put(Place.project(tenant), steps);
    served.put(Place.cluster(tenant, cluster), steps);
  }

  private void forgetAllBut(Map<String, Tenant> clusters) {
    var places = new HashSet<Place>();
    clusters.forEach(
        (cluster, tenant) -> {
          places.add(Place.account(tenant));
          places.add(Place.project(tenant));
          places.add(Place.cluster(tenant, cluster));
        });
    served.keySet().retainAll(places);
  }

  /** The number of accounts, projects and clusters that are remembered. */
  synchronized int placeCount() {
    return served.size();
  }
}
