package org.clustershare.fleet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * When which cluster is looked at next, in memory: the next look comes within one interval after
 * the last one began; one that failed is left alone for a while that doubles each time. Both vary a
 * little, so that clusters that once came together do not stay together.
 */
final class ReconcileSchedule {
  static final Duration FIRST_REST = Duration.ofSeconds(10);
  static final Duration LONGEST_REST = Duration.ofMinutes(5);

  /** A look that takes longer is slow: the next one is not among the quick ones. */
  static final Duration SLOW = Duration.ofSeconds(5);

  /**
   * A slow one that takes no longer is quick again; less than above, so that none goes to and fro.
   */
  static final Duration QUICK = Duration.ofSeconds(2);

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Duration interval;
  private final Clock clock;
  private final RandomGenerator random;
  private final Map<String, Entry> entries = new HashMap<>();

  private static final class Entry {
    private Instant due;
    private Instant begun;
    private boolean running;
    private boolean slow;
    private int failures;
    private boolean dropped;

    Entry(Instant due) {
      this.due = due;
      this.begun = due;
    }
  }

  ReconcileSchedule(Duration interval, Clock clock, RandomGenerator random) {
    this.interval = interval;
    this.clock = clock;
    this.random = random;
  }

  /** Exactly these are looked at from now on; those that are new, at once. */
  synchronized void replaceClusters(Set<String> clusters) {
    entries.values().removeIf(entry -> entry.dropped && !entry.running);
    entries.forEach((id, entry) -> entry.dropped = !clusters.contains(id));
    entries.values().removeIf(entry -> entry.dropped && !entry.running);
    clusters.forEach(this::add);
  }

  /** Looks at one more. */
  synchronized void add(String cluster) {
    entries.computeIfAbsent(cluster, id -> new Entry(clock.instant())).dropped = false;
  }

  /** One more look as soon as possible, whatever was planned. */
  synchronized void runNow(String cluster) {
    add(cluster);
    entry(cluster).due = clock.instant();
  }

  /** Those whose time has come; each is begun with this call. */
  synchronized List<String> startDue() {
    var now = clock.instant();
    var begun = new ArrayList<String>();
    entries.forEach(
        (id, entry) -> {
          if (!entry.running && !entry.dropped && !entry.due.isAfter(now)) {
            entry.running = true;
            entry.begun = now;
            begun.add(id);
          }
        });
    return begun;
  }

  /** The look that goes on needs longer than the quick ones have. */
  synchronized void moveToSlow(String cluster) {
    entry(cluster).slow = true;
  }

  /** Somebody found out that one that had failed is well: it rests no longer. */
  synchronized void endBackOff(String cluster) {
    var entry = entries.get(cluster);
    if (entry != null && entry.failures > 0 && !entry.running) {
      entry.due = clock.instant();
    }
  }

  /** Whether the last look failed or was slow. */
  synchronized boolean isSlow(String cluster) {
    return entry(cluster).slow;
  }

  /** A look has ended well. */
  synchronized void recordSuccess(String cluster, Duration took) {
    var entry = entry(cluster);
    entry.running = false;
    entry.failures = 0;
    entry.slow = took.compareTo(entry.slow ? QUICK : SLOW) > 0;
    var due = entry.begun.plus(between(interval.multipliedBy(9).dividedBy(10), interval));
    // Whoever needs longer than an interval rests as long as it works.
    var rested = clock.instant().plus(took);
    next(entry, due.isAfter(rested) ? due : rested);
  }

  /** A look ended before everything was done. */
  synchronized void recordUnfinished(String cluster) {
    var entry = entry(cluster);
    entry.running = false;
    entry.failures = 0;
    entry.slow = true;
    next(entry, clock.instant().plus(SOON));
  }

  /** A look has failed; gives the time until which the cluster is left alone. */
  synchronized Instant recordFailure(String cluster) {
    var entry = entry(cluster);
    entry.running = false;
    entry.slow = true;
    entry.failures++;
    var doubled = FIRST_REST.multipliedBy(1L << Math.min(entry.failures - 1, 20));
    var rest = doubled.compareTo(LONGEST_REST) < 0 ? doubled : LONGEST_REST;
    next(entry, clock.instant().plus(between(rest.dividedBy(2), rest)));
    return entry.due;
  }

  private void next(Entry entry, Instant due) {
    // Somebody may have asked for one more look while this one went on.
    entry.due = entry.due.isAfter(entry.begun) ? clock.instant() : due;
  }

  private Entry entry(String cluster) {
    return entries.computeIfAbsent(cluster, id -> new Entry(clock.instant()));
  }

  private Duration between(Duration least, Duration most) {
    return least.plusMillis(random.nextLong(Math.max(1, most.minus(least).toMillis())));
  }
}
