package org.clustershare.helm;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.clustershare.testbed.cluster.Kubectl;
import org.jspecify.annotations.Nullable;

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
  private final Thread thread;
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private volatile boolean closed;

  PodStatuses(Kubectl kubectl, Path kubeconfig) {
    this.kubectl = kubectl;
    this.kubeconfig = kubeconfig;
    this.thread = Thread.ofPlatform().name("pod-statuses").start(this::run);
  }

  private void run() {
    try {
      while (!closed) {
        report("pods", "{.status.phase}", "Running", READY);
        report("persistentvolumeclaims", "{.status.phase}", "Bound", BOUND);
        Thread.sleep(300);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure.set(e);
    }
  }

  private void report(String resource, String path, String wanted, String patch) {
    var format =
        "jsonpath={range .items[*]}{.metadata.namespace} {.metadata.name} %s{\"\\n\"}{end}"
            .formatted(path);
    var listed = kubectl.run(kubeconfig, "get", resource, "--all-namespaces", "--output", format);
    for (var line : listed.stdout().lines().toList()) {
      var fields = List.of(line.split(" ", -1));
      if (fields.size() == 3 && !fields.get(2).equals(wanted)) {
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
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var reason = failure.get();
    if (reason != null) {
      throw reason;
    }
  }
}
