package org.clustershare.platform.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limit for the heap that responses of other servers use together. Each response reserves memory
 * while it grows. If the budget is used up, it waits briefly, in turn, and is then denied.
 *
 * <p>The first {@link #FREE} bytes of a response need no budget, so that small responses never wait
 * for large ones. The number of threads limits these bytes, and {@link HeldMemory} limits them for
 * each thread.
 *
 * <p>{@link #ofAccount} limits one account to half of the budget, so that its responses and slow
 * readers never use up what other accounts need.
 */
public final class MemoryBudget {
  /** Bytes of a response that need no budget. */
  static final long FREE = 128 << 10;

  private static final int KIB = 1024;

  private final long limit;
  private final long limitPerAnswer;
  private final Duration wait;
  private final Semaphore kibibytes;
  private final Optional<MemoryBudget> parent;

  /** A share lives as long as a response that is charged to it. */
  private final Cache<String, MemoryBudget> shares = Caffeine.newBuilder().weakValues().build();

  /**
   * A new, unused budget.
   *
   * @param limit the limit for all responses together, in bytes
   * @param limitPerAnswer the limit for one response, in bytes
   * @param wait the maximum wait for other responses to release memory
   */
  public MemoryBudget(long limit, long limitPerAnswer, Duration wait) {
    this(limit, limitPerAnswer, wait, Optional.empty());
  }

  private MemoryBudget(
      long limit, long limitPerAnswer, Duration wait, Optional<MemoryBudget> parent) {
    this.limit = limit;
    this.parent = parent;
    this.limitPerAnswer = Math.min(limit, limitPerAnswer);
    this.wait = wait;
    // Fair: a large response must not wait forever behind many smaller ones.
    this.kibibytes = new Semaphore(Math.toIntExact(limit / KIB), true);
  }

  /**
   * A budget that is a fraction of the maximum heap of this JVM.
   *
   * @param share the divisor, such as 4 for a quarter
   * @param shareOfOne the divisor for one response, such as 2 for half of the budget
   */
  public static MemoryBudget ofHeap(int share, int shareOfOne, Duration wait) {
    // A Semaphore cannot count more KiB than this.
    long limit = Math.min(Runtime.getRuntime().maxMemory() / share, 1L << 40);
    return new MemoryBudget(limit, limit / shareOfOne, wait);
  }

  /**
   * The budget of one account: half of this budget.
   *
   * @param account the identifier of the account, such as a person's id
   */
  public MemoryBudget ofAccount(String account) {
    return shares.get(
        account, key -> new MemoryBudget(limit / 2, limitPerAnswer, wait, Optional.of(this)));
  }

  /** A new reservation of no memory. */
  public Reservation reserve() {
    return new Reservation(this);
  }

  long limitPerAnswer() {
    return limitPerAnswer;
  }

  /** Takes memory from the account's share first, then from the whole budget, in KiB. */
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

  /** The free memory of this budget, in bytes. */
  public long available() {
    return (long) kibibytes.availablePermits() * KIB;
  }
}
