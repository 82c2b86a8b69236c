package org.clustershare.testbed.instances;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.clustershare.testbed.instances.LoadBalancer.Target;
import org.clustershare.testbed.product.Ports;
import org.clustershare.testbed.product.Product;
import org.jspecify.annotations.Nullable;

/**
 * Instances of the product on one PostgreSQL, behind a load balancer that sends each request to
 * another one. Every ten seconds one of them is killed ({@code kill -9}) and started again.
 */
public final class Instances implements AutoCloseable {
  /** How many instances the shared product of a run has; 1 is the product itself. */
  public static final int COUNT = Integer.getInteger("test.instances", 1);

  /** The status of the load balancer's response to a request that was lost. */
  public static final int LOST = 502;

  private static final Duration BETWEEN_KILLS = Duration.ofSeconds(10);

  private final Path dir;
  private final Map<String, String> environment;
  private final Kill kill;
  private final List<Target> targets;
  private final List<Product> running;
  private final LoadBalancer balancer;
  private final Product product;
  private final Thread killer;
  private final AtomicInteger kills = new AtomicInteger();
  private volatile boolean closed;
  private volatile @Nullable RuntimeException failure;

  /** When an instance is killed. */
  public enum Kill {
    /** At any moment; requests in flight are lost. */
    AT_ANY_MOMENT,
    /** While no request is in flight there, so that tests that know nothing of it go on. */
    BETWEEN_REQUESTS
  }

  /**
   * A request whose instance ended before it had answered.
   *
   * @param request the first line
   * @param killed whether the instance was killed while the request was in flight
   */
  public record Lost(String request, boolean killed, String reason) {}

  private Instances(int port, Path dir, Map<String, String> environment, int count, Kill kill) {
    this.dir = dir;
    this.environment = Map.copyOf(environment);
    this.kill = kill;
    this.targets = IntStream.range(0, count).mapToObj(number -> new Target(Ports.free())).toList();
    var starts =
        targets.stream().map(target -> CompletableFuture.supplyAsync(() -> start(target))).toList();
    this.running = new ArrayList<>(starts.stream().map(CompletableFuture::join).toList());
    this.balancer = new LoadBalancer(port, targets);
    this.product = running.getFirst().at(port);
    this.killer = Thread.ofVirtual().name("kill -9").start(this::killInTurns);
  }

  /**
   * Starts instances that are reached at one port. Their settings must name a PostgreSQL.
   *
   * @param environment the settings of all instances, with the address of the port
   */
  public static Instances start(
      int port, Path dir, Map<String, String> environment, int count, Kill kill) {
    return new Instances(port, dir, environment, count, kill);
  }

  private Product start(Target target) {
    return Product.start(target.port(), dir, environment);
  }

  /** All instances as one product: its address is the load balancer's, its log that of all. */
  public Product product() {
    return product;
  }

  /** How often an instance was killed and is ready again. */
  public int kills() {
    var reason = failure;
    if (reason != null) {
      throw new IllegalStateException("An instance did not start again", reason);
    }
    return kills.get();
  }

  /** The requests that got no answer of an instance. */
  public List<Lost> lost() {
    return balancer.lost();
  }

  /** How many requests each instance has answered. */
  public List<Integer> served() {
    return targets.stream().map(Target::served).toList();
  }

  private void killInTurns() {
    try {
      for (int number = 0; !closed; number = (number + 1) % running.size()) {
        var begun = Instant.now();
        killAndStart(number);
        var rest = BETWEEN_KILLS.minus(Duration.between(begun, Instant.now()));
        Thread.sleep(rest.isNegative() ? Duration.ZERO : rest);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void killAndStart(int number) throws InterruptedException {
    var target = targets.get(number);
    var instance = running.get(number);
    if (kill == Kill.AT_ANY_MOMENT) {
      target.kill(instance::kill);
    } else {
      target.whenIdle(instance::kill);
    }
    if (!closed) {
      running.set(number, start(target));
      target.ready();
      kills.incrementAndGet();
    }
  }

  @Override
  public void close() {
    closed = true;
    killer.interrupt();
    try {
      killer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    balancer.close();
    running.forEach(Product::close);
    if (kill == Kill.BETWEEN_REQUESTS && !lost().isEmpty()) {
      throw new IllegalStateException("Requests were lost: " + lost());
    }
  }
}
