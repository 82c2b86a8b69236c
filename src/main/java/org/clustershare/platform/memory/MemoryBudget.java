package org.clustershare.platform.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
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
 *
 * <p>{@link #share} bounds one account to half of the budget: the answers of one account, or slow
 * readers of them, never use up what other accounts need.
 */
public final class MemoryBudget {
  /** What an answer may take beside the budget, in bytes. */
  static final long FREE = 128 << 10;

  private static final int KIB = 1024;

  private final long limit;
  private final long limitPerAnswer;
  private final Duration wait;
  private final Semaphore kibibytes;
  private final Optional<MemoryBudget> parent;

  /** A share lives as long as an answer that is charged to it. */
  private final Cache<String, MemoryBudget> shares = Caffeine.newBuilder().weakValues().build();

  /**
   * A budget of which nothing is taken yet.
   *
   * @param most all answers together, in bytes
   * @param mostOfOne one answer, in bytes
   * @param wait how long an answer waits for others to give memory back
   */
  public MemoryBudget(long most, long mostOfOne, Duration wait) {
    this(most, mostOfOne, wait, Optional.empty());
  }

  private MemoryBudget(long most, long mostOfOne, Duration wait, Optional<MemoryBudget> whole) {
    this.limit = most;
    this.parent = whole;
    this.limitPerAnswer = Math.min(most, mostOfOne);
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

  /**
   * The part of this budget that one account may take: half of it.
   *
   * @param account tells accounts apart, such as a person's id
   */
  public MemoryBudget share(String account) {
    return shares.get(
        account, key -> new MemoryBudget(limit / 2, limitPerAnswer, wait, Optional.of(this)));
  }

  /** A reservation of nothing yet. */
  public Reservation reserve() {
    return new Reservation(this);
  }

  long limitPerAnswer() {
    return limitPerAnswer;
  }

  /** Takes more of the budget, in KiB; of the account's share first. */
  void take(int amount) {
    if (!tryTake(amount)) {
      throw new MemoryDeniedException(true, limitPerAnswer);
    }
    try {
      parent.ifPresent(budget -> budget.take(amount));
    } catch (MemoryDeniedException e) {
      kibibytes.release(amount);
      throw e;
    }
  }

  private boolean tryTake(int amount) {
    try {
      return kibibytes.tryAcquire(amount, wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void release(int amount) {
    parent.ifPresent(budget -> budget.release(amount));
    kibibytes.release(amount);
  }

  /** What is left, in bytes. */
  public long available() {
    return (long) kibibytes.availablePermits() * KIB;
  }
}
