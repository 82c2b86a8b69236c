package org.clustershare.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.cluster.Kubectl;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;

/**
 * Starts a real API server, dex and Cluster Share, plays the story of sharing a cluster against
 * them, and stays up to be tried. With {@code -Ddemo.exit=true} it ends after the story, with exit
 * code 0 only if each step answered as it should.
 */
public final class Demo {
  private static final int PORT = 8080;

  private Demo() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var begun = Instant.now();
    boolean exit = Boolean.getBoolean("demo.exit");
    var dir = Files.createDirectories(Path.of("target", "demo").resolve(run()));
    var testbed = Testbed.obtain(Demo::say);
    int port = portOr(PORT);
    say("The demo opens these settings, which are closed unless an operator opens them:");
    Product.opened().forEach((name, value) -> say("  " + name + "=" + value));
    say("Starting dex, a Kubernetes API server with etcd and controllers, and Cluster Share …");
    boolean good;
    try (var issuer =
            Dex.start(
                testbed, dir.resolve("issuer"), Dex.Settings.forProductAt(Product.base(port)));
        var kubernetesCluster =
            KubernetesCluster.start(
                testbed, dir.resolve("cluster"), KubernetesCluster.Settings.trusting(issuer));
        var product = Product.start(port, dir, Product.environment(port, issuer, dir))) {
      say(
          "Everything is up after %d s (Cluster Share itself: %d s, %d MiB).%n"
              .formatted(
                  Duration.between(begun, Instant.now()).toSeconds(),
                  product.startTime().toSeconds(),
                  product.residentMegabytes()));
      var kubectl = new Kubectl(testbed, dir.resolve("home"));
      var story = new Story(product, issuer, kubernetesCluster, kubectl, dir);
      good = story.play();
      say(
          "%s after %d s."
              .formatted(
                  good ? "Every step answered as it should," : "A step FAILED,",
                  Duration.between(begun, Instant.now()).toSeconds()));
      if (!exit) {
        stayUp(product, issuer, kubernetesCluster, kubectl, dir);
      }
    }
    System.exit(good ? 0 : 1);
  }

  private static void stayUp(
      Product product, Dex issuer, KubernetesCluster kubernetesCluster, Kubectl kubectl, Path dir)
      throws InterruptedException {
    for (var line :
        List.of(
            "",
            "Try it:",
            "  console      " + product.base() + "/",
            "  sign in as   alice@example.com (owner of the demo project), bob@example.com or",
            "               carol@example.com; the password is " + Dex.PASSWORD,
            "  issuer       " + issuer.url() + " (its CA: " + issuer.caFile() + ";",
            "               your browser will warn about it once)",
            "  API server   " + kubernetesCluster.server(),
            "  kubeconfigs  " + dir.toAbsolutePath().resolve("bob.kubeconfig") + " (bob's)",
            "               "
                + kubernetesCluster.kubeconfig()
                + " (the administrator's, to add a cluster)",
            "  kubectl      " + kubectl.programs().toAbsolutePath() + "/kubectl, if you have none",
            "  API          alice's token: " + dir.toAbsolutePath().resolve(Story.TOKEN),
            "               (ten minutes; docs/api.md has the calls)",
            "  logs         " + dir.toAbsolutePath(),
            "",
            "These keys and passwords are made for this run or public: the demo is no installation.",
            "Ctrl-C stops everything.")) {
      say(line);
    }
    new CountDownLatch(1).await();
  }

  private static String run() {
    return "run-" + Instant.now().getEpochSecond();
  }

  /** The usual port, or another one while it is in use. */
  private static int portOr(int usual) {
    try (var socket = new java.net.ServerSocket(usual)) {
      return socket.getLocalPort();
    } catch (IOException taken) {
      say("Port %d is taken: the demo uses another one.".formatted(usual));
      return Product.freePort();
    }
  }

  static void say(String line) {
    System.out.println(line);
  }
}
