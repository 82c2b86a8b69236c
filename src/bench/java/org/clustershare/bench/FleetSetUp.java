package org.clustershare.bench;

import static org.clustershare.bench.Bench.say;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.SimulatedFleet;

/** Adds the simulated clusters by the API, several at once, and waits until all are in sync. */
final class FleetSetUp {
  static final int NAMESPACES = 20;

  /** One of the roles that the product keeps in each cluster. */
  static final String ROLE =
      "/apis/rbac.authorization.k8s.io/v1/namespaces/namespace-07/roles/namespace-viewer";

  private static final int WORKERS = 8;

  private final SimulatedFleet clusters;
  private final PassWatch watch;
  private final String caBase64;

  FleetSetUp(SimulatedFleet clusters, PassWatch watch) throws IOException {
    this.clusters = clusters;
    this.watch = watch;
    this.caBase64 =
        Base64.getEncoder()
            .encodeToString(Files.readString(clusters.caFile()).getBytes(StandardCharsets.UTF_8));
  }

  /** Adds one and waits until it is as it should be; the others are made like it and added. */
  void add(Api api) {
    var project = api.createProject("Fleet");
    addOne(api, project, 0);
    while (clusters.missing(ROLE) == clusters.count()) {
      FleetCosts.sleep();
    }
    watch.awaitInSync();
    clusters.makeAllLikeTheFirst();
    long begun = System.nanoTime();
    addOthers(api, project);
    say(
        "%d clusters of %d namespaces added in %.0f s"
            .formatted(clusters.count(), NAMESPACES, (System.nanoTime() - begun) / 1e9));
    watch.awaitInSync();
  }

  private void addOthers(Api api, String project) {
    var executor = Executors.newFixedThreadPool(WORKERS);
    try {
      var calls = new ArrayList<Callable<Void>>();
      for (int i = 1; i < clusters.count(); i++) {
        int index = i;
        calls.add(
            () -> {
              addOne(api, project, index);
              return null;
            });
      }
      for (var done : executor.invokeAll(calls)) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      executor.shutdown();
    }
  }

  private void addOne(Api api, String project, int index) {
    var kubeconfig = Straight.kubeconfig(clusters.server(index), caBase64, "simulated");
    var answer = api.addCluster(project, "simulated-%05d".formatted(index), kubeconfig);
    if (answer.status() != 201) {
      throw new IllegalStateException(answer.body());
    }
  }
}
