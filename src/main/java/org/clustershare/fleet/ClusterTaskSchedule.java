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
 * The times of one task's next run at each cluster, in memory. The next run starts within one
 * interval after the start of the last one. After a failure the pause doubles each time, from 10
 * seconds to 5 minutes. Both vary at random, so that clusters do not stay in step.
 */
final class ClusterTaskSchedule {
  static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** A run that takes longer makes its cluster slow. */
  static final Duration SLOW = Duration.ofSeconds(5);

  /**
   * A run that takes no longer makes a slow cluster quick again. Less than {@link #SLOW}, so that
   * no cluster alternates.
   */
  static final Duration QUICK = Duration.ofSeconds(2);

  private static final Duration AFTER_UNFINISHED = Duration.ofSeconds(1);

  private final Duration interval;
  private final Clock clock;
  private final RandomGenerator random;
  private final Map<String, Entry> entries = new HashMap<>();

  private static final class Entry {
    private Instant due;
    private Instant start;
    private boolean running;
    private boolean slow;
    private int failures;
    private boolean removed;

    Entry(Instant due) {
      this.due = due;
      this.start = due;
    }
  }

  ClusterTaskSchedule(Duration interval, Clock clock, RandomGenerator random) {
    this.interval = interval;
    this.clock = clock;
    this.random = random;
  }

  /** Sets the clusters to run at; new ones are due at once. A run in progress may end. */
  synchronized void replaceClusters(Set<String> clusters) {
    entries.values().removeIf(entry -> entry.removed && !entry.running);
    entries.forEach((id, entry) -> entry.removed = !clusters.contains(id));
    entries.values().removeIf(entry -> entry.removed && !entry.running);
    clusters.forEach(this::add);
  }

  /** Adds a cluster, which is due at once; does nothing if it is present. */
  synchronized void add(String cluster) {
    entries.computeIfAbsent(cluster, id -> new Entry(clock.instant())).removed = false;
  }

  /** Makes a run due at once; if one is in progress, another follows it. */
  synchronized void runNow(String cluster) {
    add(cluster);
    entry(cluster).due = clock.instant();
  }

  /** Starts a run at each cluster that is due, and returns these clusters. */
  synchronized List<String> startDue() {
    var now = clock.instant();
    var started = new ArrayList<String>();
    entries.forEach(
        (id, entry) -> {
          if (!entry.running && !entry.removed && !entry.due.isAfter(now)) {
            entry.running = true;
            entry.start = now;
            started.add(id);
          }
        });
    return started;
  }

  /** Marks the cluster as slow while its run is in progress, because it needs a longer limit. */
  synchronized void moveToSlow(String cluster) {
    entry(cluster).slow = true;
  }

  /** Ends the pause after failures, if there is one. Does nothing for an unknown cluster. */
  synchronized void endBackOff(String cluster) {
    var entry = entries.get(cluster);
    if (entry != null && entry.failures > 0 && !entry.running) {
      entry.due = clock.instant();
    }
  }

  /** Whether the last run failed, was slow or ended early. */
  synchronized boolean isSlow(String cluster) {
    return entry(cluster).slow;
  }

  /**
   * Ends a run that did everything.
   *
   * @param duration from the start of the run to its end
   */
  synchronized void recordSuccess(String cluster, Duration duration) {
    var entry = entry(cluster);
    entry.running = false;
    entry.failures = 0;
    entry.slow = duration.compareTo(entry.slow ? QUICK : SLOW) > 0;
    var due = entry.start.plus(between(interval.multipliedBy(9).dividedBy(10), interval));
    // A cluster whose run takes longer than an interval pauses for as long as the run took.
    var earliest = clock.instant().plus(duration);
    planNext(entry, due.isAfter(earliest) ? due : earliest);
  }

  /** Ends a run that did a part; the next one starts after a second, among the slow ones. */
  synchronized void recordUnfinished(String cluster) {
    var entry = entry(cluster);
    entry.running = false;
    entry.failures = 0;
    entry.slow = true;
    planNext(entry, clock.instant().plus(AFTER_UNFINISHED));
  }

  /** Ends a run that failed, and returns the time of the next one. */
  synchronized Instant recordFailure(String cluster) {
    var entry = entry(cluster);
    entry.running = false;
    entry.slow = true;
    entry.failures++;
    var doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(entry.failures - 1, 20));
    var pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    planNext(entry, clock.instant().plus(between(pause.dividedBy(2), pause)));
    return entry.due;
  }

  private void planNext(Entry entry, Instant due) {
    // runNow() was called during this run.
    entry.due = entry.due.isAfter(entry.start) ? clock.instant() : due;
  }

  private Entry entry(String cluster) {
    return entries.computeIfAbsent(cluster, id -> new Entry(clock.instant()));
  }

  /** A random duration from {@code min} to less than {@code max}. */
  private Duration between(Duration min, Duration max) {
    return min.plusMillis(random.nextLong(Math.max(1, max.minus(min).toMillis())));
  }
}
