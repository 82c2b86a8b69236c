package org.clustershare.testbed.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.clustershare.testbed.Testbed;
import org.clustershare.testbed.cluster.KubernetesCluster;
import org.clustershare.testbed.product.Product;
import org.clustershare.testbed.provider.Dex;

/**
 * Parts that one test, or one test class, has for itself. They are closed after it, last first. If
 * a test method asks by a parameter, they end with the test, else with the class.
 */
public final class OwnParts implements AutoCloseable {
  private final Testbed testbed;
  private final Path folder;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  OwnParts(Testbed testbed, Path folder) {
    this.testbed = testbed;
    this.folder = folder;
  }

  public Testbed testbed() {
    return testbed;
  }

  /** Where the parts keep their files and logs; it stays after the run. */
  public Path folder() {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A dex whose clients come back to a product on a port. */
  public Dex issuer(int port) {
    return issuer(port, UnaryOperator.identity());
  }

  /** The same with other settings. */
  public Dex issuer(int port, UnaryOperator<Dex.Settings> change) {
    var settings = Dex.Settings.forProductAt(Product.base(port));
    return closing(Dex.start(testbed, folder().resolve("issuer"), change.apply(settings)));
  }

  public KubernetesCluster cluster(String name, KubernetesCluster.Settings settings) {
    return closing(KubernetesCluster.start(testbed, folder().resolve(name), settings));
  }

  public Product product(int port, Map<String, String> environment) {
    return closing(Product.start(port, folder(), environment));
  }

  /** Starts Cluster Share as one file, as {@link Product#startBundle} does. */
  public Product bundle(int port, Map<String, String> environment) {
    return closing(Product.startBundle(port, folder(), environment));
  }

  /** Closes a further part, before all that it has so far. */
  public <T extends AutoCloseable> T closing(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    var failures = new ArrayList<Exception>();
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException("A part did not end", failures.getFirst());
    }
  }
}
