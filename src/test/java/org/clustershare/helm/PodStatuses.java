package org.clustershare.helm;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.clustershare.testbed.cluster.Kubectl;

/**
 * Stands in for the kubelets and the volume provisioner of a cluster without nodes: it reports each
 * pod as ready and each claim as bound, so that {@code helm --wait} ends. No container runs.
 */
final class PodStatuses implements AutoCloseable {
  private static final String READY =
      "{\"status\": {\"phase\": \"Running\", \"conditions\": [{\"type\": \"Ready\", \"status\": \"True\"}]}}";
  private static final String BOUND = "{\"status\": {\"phase\": \"Bound\"}}";

  private final Kubectl kubectl;
  private final Path kubeconfig;
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> loop;

  PodStatuses(Kubectl kubectl, Path kubeconfig) {
    this.kubectl = kubectl;
    this.kubeconfig = kubeconfig;
    this.loop = executor.scheduleWithFixedDelay(this::report, 0, 300, TimeUnit.MILLISECONDS);
  }

  private void report() {
    report("pods", "Running", READY);
    report("persistentvolumeclaims", "Bound", BOUND);
  }

  private void report(String resource, String phase, String patch) {
    var format =
        "jsonpath={range .items[*]}{.metadata.namespace} {.metadata.name} {.status.phase}{\"\\n\"}{end}";
    var listed = kubectl.run(kubeconfig, "get", resource, "--all-namespaces", "--output", format);
    for (var line : listed.stdout().lines().toList()) {
      var fields = List.of(line.split(" ", -1));
      if (fields.size() == 3 && !fields.get(2).equals(phase)) {
        // An object that has gone meanwhile needs no status.
        kubectl.run(
            kubeconfig,
            "patch",
            resource,
            fields.get(1),
            "--namespace=" + fields.get(0),
            "--subresource=status",
            "--type=merge",
            "--patch=" + patch);
      }
    }
  }

  @Override
  public void close() {
    // Waits for the report that runs.
    executor.close();
    if (loop.state() == Future.State.FAILED) {
      throw new IllegalStateException("The statuses ended early", loop.exceptionNow());
    }
  }
}
