package org.clustershare.platform.deployment;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Gate that opens when the server has finished the deployment. Until then only the deploying thread
 * may load classes of this application.
 *
 * <p>At the end of a deployment, Payara closes the application's JAR files ({@code
 * StandardContext.start} calls {@code WebappClassLoader.closeJARs}). Another thread that reads a
 * class from them at that moment gets <em>zip file closed</em>. A class whose initialization fails
 * this way stays unusable until the process ends.
 */
@ApplicationScoped
public class DeploymentGate {
  /** Payara closes the files some milliseconds after the last servlet was initialized. */
  static final Duration MARGIN = Duration.ofSeconds(1);

  private final CountDownLatch deployed = new CountDownLatch(1);
  private volatile long deployedAt;

  /** Called once, by the last servlet that the server initializes. */
  void open() {
    deployedAt = System.nanoTime();
    deployed.countDown();
  }

  /** Whether every thread may load classes. */
  public boolean isOpen() {
    return deployed.getCount() == 0 && remaining() <= 0;
  }

  /**
   * Waits until every thread may load classes.
   *
   * @return false if the thread was interrupted before
   */
  public boolean awaitOpen() {
    try {
      deployed.await();
      TimeUnit.NANOSECONDS.sleep(remaining());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private long remaining() {
    return MARGIN.toNanos() - (System.nanoTime() - deployedAt);
  }
}
