package org.clustershare.platform.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Visits many clusters one after another within a time limit. Clusters that were slow come last in
 * the next round, their accounts taking turns, so that they do not delay others. Clusters for which
 * no time was left come first within their group.
 */
public final class FairRoundRobin {
  private static final Duration SLOW = Duration.ofSeconds(1);

  private static final Tenant UNKNOWN = new Tenant("", "");

  private final Duration maxDuration;
  private final Clock clock;
  private final Set<String> slow = new HashSet<>();
  private Set<String> postponed = Set.of();

  /**
   * @param maxDuration the limit of a round; a visit in progress at its end is completed
   */
  public FairRoundRobin(Duration maxDuration, Clock clock) {
    this.maxDuration = maxDuration;
    this.clock = clock;
  }

  /**
   * Visits these clusters once. An exception of a visit ends the round.
   *
   * @param clusters the cluster ids, each with its tenant
   */
  public synchronized void run(Map<String, Tenant> clusters, Consumer<String> visit) {
    slow.retainAll(clusters.keySet());
    var end = clock.instant().plus(maxDuration);
    var order = order(clusters);
    int done = 0;
    while (done < order.size() && clock.instant().isBefore(end)) {
      visit(order.get(done), visit);
      done++;
    }
    postponed = Set.copyOf(order.subList(done, order.size()));
  }

  /** The fast clusters, then the slow ones in turns. */
  private List<String> order(Map<String, Tenant> clusters) {
    var sorted = new ArrayList<>(clusters.keySet());
    sorted.sort(
        Comparator.<String, Boolean>comparing(cluster -> !postponed.contains(cluster))
            .thenComparing(Comparator.naturalOrder()));
    var order = new ArrayList<String>();
    var turns = new FairQueue<String>();
    for (var cluster : sorted) {
      if (slow.contains(cluster)) {
        turns.add(clusters.getOrDefault(cluster, UNKNOWN), cluster);
      } else {
        order.add(cluster);
      }
    }
    Stream.generate(turns::poll)
        .takeWhile(Optional::isPresent)
        .flatMap(Optional::stream)
        .forEach(order::add);
    return order;
  }

  private void visit(String cluster, Consumer<String> visit) {
    Instant start = clock.instant();
    visit.accept(cluster);
    if (Duration.between(start, clock.instant()).compareTo(SLOW) > 0) {
      slow.add(cluster);
    } else {
      slow.remove(cluster);
    }
  }
}
