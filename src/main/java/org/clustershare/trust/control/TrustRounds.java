package org.clustershare.trust.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks at many clusters one after another, for a limited time. Those that were slow come last next
 * time, so that they delay none that answers; those for which no time was left come first among
 * their like.
 */
final class TrustRounds {
  private static final Duration SLOW = Duration.ofSeconds(1);

  private final Duration longest;
  private final Clock clock;
  private final Set<String> slow = new HashSet<>();
  private Set<String> left = Set.of();

  /**
   * @param longest how long a round takes, beside the look that is under way then
   */
  TrustRounds(Duration longest, Clock clock) {
    this.longest = longest;
    this.clock = clock;
  }

  /** A round over these clusters; what a look throws ends it. */
  synchronized void run(Collection<String> clusters, Consumer<String> look) {
    slow.retainAll(clusters);
    var end = clock.instant().plus(longest);
    var order = order(clusters);
    int done = 0;
    while (done < order.size() && clock.instant().isBefore(end)) {
      look(order.get(done), look);
      done++;
    }
    left = Set.copyOf(order.subList(done, order.size()));
  }

  private List<String> order(Collection<String> clusters) {
    var order = new ArrayList<>(clusters);
    order.sort(
        Comparator.<String, Boolean>comparing(slow::contains)
            .thenComparing(cluster -> !left.contains(cluster))
            .thenComparing(Comparator.naturalOrder()));
    return order;
  }

  private void look(String cluster, Consumer<String> look) {
    Instant begun = clock.instant();
    look.accept(cluster);
    if (Duration.between(begun, clock.instant()).compareTo(SLOW) > 0) {
      slow.add(cluster);
    } else {
      slow.remove(cluster);
    }
  }
}
