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
 * Steps through clusters one after another, for a limited time: accounts take turns, and so do the
 * projects of an account and the clusters of a project. Those that waited longest come first. So
 * clusters that hang delay another account by one step each time, however many they are.
 */
final class RenewalTurns {
  private static final Tenant UNKNOWN = new Tenant("", "");

  /** An account, a project of it, or a cluster; what does not apply is empty. */
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

  /** The number of the step in which each place was served last. */
  private final Map<Place, Long> served = new HashMap<>();

  private long steps;

  /**
   * @param longest how long a round begins steps
   */
  RenewalTurns(Duration longest, Clock clock) {
    this.limit = longest;
    this.clock = clock;
  }

  /**
   * A round over these clusters; what a step throws ends it.
   *
   * @param clusters each with the account and project whose turn it takes
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

  /** How many accounts, projects and clusters have a last step. */
  synchronized int placeCount() {
    return served.size();
  }
}
