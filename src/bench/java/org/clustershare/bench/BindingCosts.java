package org.clustershare.bench;

import static org.clustershare.bench.Bench.say;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.cluster.Kubectl;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;

/**
 * (e) Listing, adding and removing a binding through us, against the same calls straight at the API
 * server. Both use the same account, and keep their connections.
 */
final class BindingCosts {
  static final int WORKERS = 8;

  /** How many are bound to each role all the time. */
  static final int BOUND = 10;

  private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
  // A server that has just started becomes faster for some ten thousand requests.
  private static final int WARM_UP = Integer.getInteger("bench.warm-up", 40_000);
  private static final int WARM_UP_ROW = 400;
  private static final int REQUESTS = 100;
  private static final List<Integer> AT_ONCE =
      Stream.of(System.getProperty("bench.at-once", "1," + WORKERS).split(",", -1))
          .map(Integer::valueOf)
          .toList();

  private BindingCosts() {}

  static void measure(Path dir) {
    var testbed = Testbed.obtain(Bench::say);
    int port = Product.freePort();
    var users = Dex.Settings.forProductAt(Product.base(port)).withIdTokenLifetime("24h");
    try (var dex = Dex.start(testbed, dir.resolve("issuer"), users);
        var kubernetesCluster =
            KubernetesCluster.start(
                testbed, dir.resolve("cluster"), KubernetesCluster.Settings.plain())) {
      var environment = Product.environment(port, dex, dir);
      environment.put("MAX_CLUSTERS_PER_PROJECT", "1000000");
      environment.put("RECONCILE_INTERVAL", "24h"); // nothing else is to be done meanwhile
      try (var product = Product.start(port, dir, environment)) {
        var straight = Straight.at(kubernetesCluster, new Kubectl(testbed, dir.resolve("home")));
        var through =
            Through.with(
                new Api(product.base(), dex.idToken(Dex.email("alice"))), straight.kubeconfig());
        compare(through, straight);
      }
    }
  }

  private static void compare(Through through, Straight straight) {
    straight.learnNames();
    say("");
    say("(e) a binding through us, against the same calls straight at the API server");
    say("each side answers %d lists and half as many changes before".formatted(WARM_UP));
    warmUp(through, straight);
    for (int workers : AT_ONCE) {
      say("%n%d at a time, median of %d rounds:".formatted(workers, ROUNDS));
      say(
          "| call | through us: a second; p50, p99 ms; CPU ms (ours) | straight: a second; p50, p99 ms; CPU ms | time | CPU |");
      say("|---|---|---|---|---|");
      row("list, all of one cluster", workers, worker -> through.list(), worker -> straight.list());
      row("list, each of another", workers, through::listApart, worker -> straight.list());
      row("bind and unbind", workers, through::bindAndUnbind, straight::bindAndUnbind);
      row(
          "bind and unbind, against two bare PATCHes",
          workers,
          through::bindAndUnbind,
          straight::patchTwice);
    }
  }

  private static void warmUp(Through through, Straight straight) {
    int each = WARM_UP / WORKERS;
    Load.of(WORKERS, each / 2, worker -> through.list());
    Load.of(WORKERS, each / 2, through::listApart);
    Load.of(WORKERS, each, worker -> straight.list());
    Load.of(WORKERS, each / 4, through::bindAndUnbind);
    Load.of(WORKERS, each / 4, straight::bindAndUnbind);
  }

  private static void row(String name, int workers, Load.Request through, Load.Request straight) {
    Load.of(workers, WARM_UP_ROW / workers, through);
    Load.of(workers, WARM_UP_ROW / workers, straight);
    List<Load> ours = new ArrayList<>();
    List<Load> floors = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      ours.add(Load.of(workers, REQUESTS, through));
      floors.add(Load.of(workers, REQUESTS, straight));
    }
    var us = Load.median(ours);
    var floor = Load.median(floors);
    say(
        "| %s | %.0f; %.1f, %.1f; %.1f (%.1f) | %.0f; %.1f, %.1f; %.1f | %.2f | %.2f |"
            .formatted(
                name,
                us.perSecond(),
                us.percentileMillis(50),
                us.percentileMillis(99),
                us.serversMillis(),
                us.cpu().millisEach(CpuTimes.PRODUCT, us.nanos().size()),
                floor.perSecond(),
                floor.percentileMillis(50),
                floor.percentileMillis(99),
                floor.serversMillis(),
                us.percentileMillis(50) / floor.percentileMillis(50),
                us.serversMillis() / floor.serversMillis()));
  }
}
