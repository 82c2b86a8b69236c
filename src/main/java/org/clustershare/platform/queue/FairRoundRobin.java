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
 * Looks at many clusters one after another, for a limited time. Those that were slow come last next
 * time, so that they delay none that answers, and of those one an account in turn; those for which
 * no time was left come first among their like.
 */
public final class FairRoundRobin {
  private static final Duration SLOW = Duration.ofSeconds(1);

  private static final Tenant UNKNOWN = new Tenant("", "");

  private final Duration maxDuration;
  private final Clock clock;
  private final Set<String> slow = new HashSet<>();
  private Set<String> postponed = Set.of();

  /**
   * @param longest how long a round takes, beside the look that is under way then
   */
  public FairRoundRobin(Duration longest, Clock clock) {
    this.maxDuration = longest;
    this.clock = clock;
  }

  /**
   * A round over these clusters; what a look throws ends it.
   *
   * @param clusters each with whose turn it takes
   */
  public synchronized void run(Map<String, Tenant> clusters, Consumer<String> look) {
    slow.retainAll(clusters.keySet());
    var end = clock.instant().plus(maxDuration);
    var order = order(clusters);
    int done = 0;
    while (done < order.size() && clock.instant().isBefore(end)) {
      visit(order.get(done), look);
      done++;
    }
    postponed = Set.copyOf(order.subList(done, order.size()));
  }

  /** First those that are not slow; then the slow ones, taking turns. */
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

  private void visit(String cluster, Consumer<String> look) {
    Instant begun = clock.instant();
    look.accept(cluster);
    if (Duration.between(begun, clock.instant()).compareTo(SLOW) > 0) {
      slow.add(cluster);
    } else {
      slow.remove(cluster);
    }
  }
}
