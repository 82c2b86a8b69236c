package org.clustershare.platform.memory;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The heap that several answers of other servers may take together. Each answer reserves what it
 * needs while it grows. One that finds the budget used up waits briefly, in turn, and is then
 * denied.
 *
 * <p>The first {@link #FREE} bytes of an answer need no budget, so that small answers never wait
 * for large ones. The number of threads, and {@link HeldMemory} for what a thread has read, bound
 * them.
 */
public final class MemoryBudget {
  /** What an answer may take beside the budget, in bytes. */
  static final long FREE = 128 << 10;

  private static final int KIB = 1024;

  private final long mostOfOne;
  private final Duration wait;
  private final Semaphore kibibytes;

  /**
   * A budget of which nothing is taken yet.
   *
   * @param most all answers together, in bytes
   * @param mostOfOne one answer, in bytes
   * @param wait how long an answer waits for others to give memory back
   */
  public MemoryBudget(long most, long mostOfOne, Duration wait) {
    this.mostOfOne = Math.min(most, mostOfOne);
    this.wait = wait;
    // In turn: a large answer must not wait for ever behind many that are less large.
    this.kibibytes = new Semaphore(Math.toIntExact(most / KIB), true);
  }

  /**
   * A share of the heap that this JVM can have.
   *
   * @param share such as 4 for a quarter
   * @param shareOfOne the part of it that one answer may take, such as 2 for half of the budget
   */
  public static MemoryBudget ofHeap(int share, int shareOfOne, Duration wait) {
    // More would be more than a Semaphore can count, and than anybody needs.
    long most = Math.min(Runtime.getRuntime().maxMemory() / share, 1L << 40);
    return new MemoryBudget(most, most / shareOfOne, wait);
  }

  /** A reservation of nothing yet. */
  public Reservation reserve() {
    return new Reservation(this);
  }

  long mostOfOne() {
    return mostOfOne;
  }

  /** Takes more of the budget, in KiB. */
  void take(int amount) {
    try {
      if (kibibytes.tryAcquire(amount, wait.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new MemoryDeniedException(true, mostOfOne);
  }

  void giveBack(int amount) {
    kibibytes.release(amount);
  }

  /** What is left, in bytes. */
  public long left() {
    return (long) kibibytes.availablePermits() * KIB;
  }
}
