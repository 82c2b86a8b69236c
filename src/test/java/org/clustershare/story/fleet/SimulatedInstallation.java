package org.clustershare.story.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.clustershare.story.driver.Actor;
import org.clustershare.story.driver.Stack.Added;
import org.clustershare.testbed.Api;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.cluster.SimulatedClusters;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;

/** A product of a test's own with a dex and simulated clusters, which the test may break. */
public final class SimulatedInstallation implements AutoCloseable {
  public final SimulatedClusters clusters;
  public final Dex issuer;
  public final Product product;

  private SimulatedInstallation(SimulatedClusters clusters, Dex issuer, Product product) {
    this.clusters = clusters;
    this.issuer = issuer;
    this.product = product;
  }

  /**
   * Starts the three.
   *
   * @param name of a folder below {@code target}
   * @param issuerSettings changes dex's settings
   * @param environment settings of the product beside the usual ones
   */
  public static SimulatedInstallation start(
      String name, UnaryOperator<Dex.Settings> issuerSettings, Map<String, String> environment) {
    var folder =
        Path.of("target", "%s-%d".formatted(name, System.currentTimeMillis())).toAbsolutePath();
    int port = Product.freePort();
    var issuer =
        Dex.start(
            Testbed.obtain(System.out::println),
            folder.resolve("issuer"),
            issuerSettings.apply(Dex.Settings.forProductAt(Product.base(port))));
    var all = Product.environment(port, issuer, folder);
    all.putAll(environment);
    return new SimulatedInstallation(
        new SimulatedClusters(), issuer, Product.start(port, folder, all));
  }

  /** Names of so many namespaces. */
  public static List<String> namespaces(int count) {
    return IntStream.range(0, count).mapToObj(n -> "n" + n).toList();
  }

  /** A person of the issuer. */
  public Actor actor(String email) {
    return new Actor(email, new Api(product.base(), issuer.idToken(email)));
  }

  /** Adds the simulated cluster of this name. */
  public Added add(Actor actor, String project, String name) {
    return actor.adds(clusters.kubeconfig(name)).as(name).to(project);
  }

  @Override
  public void close() {
    product.close();
    issuer.close();
    clusters.close();
  }
}
