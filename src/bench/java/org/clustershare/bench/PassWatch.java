package org.clustershare.bench;

import jakarta.json.JsonArray;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.clustershare.testbed.SimulatedFleet;

/**
 * Sees passes over the clusters from their side. The product looks at each again as soon as it may,
 * so that a pass is as many requests as it takes to look at every cluster once.
 */
final class PassWatch {
  /** Lists that a look at a cluster in sync takes. */
  static final int REQUESTS_OF_A_LOOK = 3;

  private static final long QUIET_NANOS = 4_000_000_000L;
  private static final long LONGEST_NANOS = 300_000_000_000L;
  private static final long LONGEST_NANOS_EACH = 100_000_000L;

  private final SimulatedFleet clusters;

  /**
   * What a pass took.
   *
   * @param seconds from the first request to the last answer
   * @param clusters how many different ones were looked at
   * @param cpu of every program meanwhile
   */
  record Pass(double seconds, long requests, long bytes, int writes, int clusters, CpuTimes cpu) {}

  PassWatch(SimulatedFleet clusters) {
    this.clusters = clusters;
  }

  /** Waits until nothing is repaired any more. */
  void awaitInSync() {
    clusters.reset();
    long since = System.nanoTime();
    while (System.nanoTime() - since < QUIET_NANOS) {
      FleetCosts.sleep();
      if (clusters.stats().getInt("writes") > 0) {
        clusters.reset();
        since = System.nanoTime();
      }
    }
  }

  /**
   * A pass from now on.
   *
   * @param answering how many clusters answer
   */
  Pass next(int answering) {
    clusters.reset();
    var before = CpuTimes.now();
    long limit = System.nanoTime() + LONGEST_NANOS + answering * LONGEST_NANOS_EACH;
    while (System.nanoTime() < limit) {
      FleetCosts.sleep();
      var stats = clusters.stats();
      long requests = stats.getJsonNumber("requests").longValue();
      long wanted = (long) REQUESTS_OF_A_LOOK * answering;
      if (requests >= wanted) {
        // What was done beyond it while we looked away is not counted.
        double share = (double) wanted / requests;
        return new Pass(
            stats.getJsonNumber("millis").longValue() / 1e3 * share,
            wanted,
            (long) (stats.getJsonNumber("bytes").longValue() * share),
            stats.getInt("writes"),
            stats.getInt("clusters"),
            CpuTimes.now().since(before));
      }
    }
    throw new IllegalStateException("no pass was seen: " + clusters.stats());
  }

  /** Everything from now on until each cluster has been looked at, some of them twice. */
  Pass nextOfEach() {
    clusters.reset();
    var before = CpuTimes.now();
    long limit = System.nanoTime() + LONGEST_NANOS + clusters.count() * LONGEST_NANOS_EACH;
    while (System.nanoTime() < limit) {
      FleetCosts.sleep();
      var stats = clusters.stats();
      if (stats.getInt("clusters") == clusters.count()) {
        return new Pass(
            stats.getJsonNumber("millis").longValue() / 1e3,
            stats.getJsonNumber("requests").longValue(),
            stats.getJsonNumber("bytes").longValue(),
            stats.getInt("writes"),
            clusters.count(),
            CpuTimes.now().since(before));
      }
    }
    throw new IllegalStateException("not every cluster was looked at: " + clusters.stats());
  }

  /** What a look at each cluster in sync reads: all of them are alike. */
  List<List<BareCalls.Call>> readsOfAll() {
    next(clusters.count());
    return ofEach(reads(REQUESTS_OF_A_LOOK).toList());
  }

  /**
   * The lists that were read since the last reset, by their paths; looks ask for nothing else.
   *
   * @param expected how many
   */
  Stream<BareCalls.Call> reads(int expected) {
    var paths = new LinkedHashSet<String>();
    for (var pair : clusters.paths().getValuesAs(JsonArray.class)) {
      if (pair.getString(1).contains("limit=")) { // others ask for other things
        paths.add(pair.getString(1));
      }
    }
    if (paths.size() != expected) {
      throw new IllegalStateException("other lists were read than expected: " + paths);
    }
    return paths.stream().map(path -> new BareCalls.Call(path, ""));
  }

  /** The calls for each cluster, from paths. */
  List<List<BareCalls.Call>> ofEach(List<BareCalls.Call> calls) {
    return IntStream.range(0, clusters.count())
        .mapToObj(index -> calls.stream().map(call -> call.at(clusters.server(index))).toList())
        .toList();
  }
}
