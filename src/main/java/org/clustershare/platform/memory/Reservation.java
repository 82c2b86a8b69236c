package org.clustershare.platform.memory;

/**
 * The memory of one answer. It begins with one holder, the reader; others who use what was read
 * join, and the last who leaves gives the memory back.
 */
public final class Reservation {
  /** What is taken or given back at once, in bytes, so that readers seldom touch the budget. */
  private static final long STEP = 64 << 10;

  /** The same for an answer that is charged from its first byte: many of these are small. */
  private static final long SMALL_STEP = 4 << 10;

  private final MemoryBudget budget;
  private boolean charged;
  private long bytes;
  private int kibibytes;
  private int holders = 1;

  Reservation(MemoryBudget budget) {
    this.budget = budget;
  }

  /**
   * Reserves more.
   *
   * @throws MemoryDeniedException when the answer is too large, or the budget is used up
   */
  public synchronized void add(long more) {
    if (more > budget.limitPerAnswer() - bytes) {
      throw new MemoryDeniedException(false, budget.limitPerAnswer());
    }
    int missing = needed(bytes + more) - kibibytes;
    if (missing > 0 && holders > 0) {
      budget.take(missing);
      kibibytes += missing;
    }
    bytes += more;
  }

  /** Gives back what is not needed any more. */
  public synchronized void remove(long less) {
    bytes -= less;
    int surplus = kibibytes - needed(bytes);
    if (surplus > 0) {
      budget.release(surplus);
      kibibytes -= surplus;
    }
  }

  private int needed(long size) {
    long beyond = charged ? size : size - MemoryBudget.FREE;
    long step = charged ? SMALL_STEP : STEP;
    return beyond <= 0 ? 0 : Math.toIntExact((beyond + step - 1) / step * step / 1024);
  }

  /**
   * Needs budget from its first byte from now on.
   *
   * @throws MemoryDeniedException when the budget is used up; then nothing has changed
   */
  synchronized void charge() {
    boolean before = charged;
    charged = true;
    try {
      add(0);
    } catch (MemoryDeniedException e) {
      charged = before;
      throw e;
    }
  }

  /** What is reserved, in bytes. */
  public synchronized long bytes() {
    return bytes;
  }

  /** One more holds what was read. */
  synchronized void join() {
    if (holders == 0) {
      // All others left meanwhile: it is reserved once more.
      int again = needed(bytes);
      budget.take(again);
      kibibytes = again;
    }
    holders++;
  }

  /** One holder needs it no more; the last one gives the memory back. */
  public synchronized void leave() {
    holders--;
    if (holders == 0) {
      budget.release(kibibytes);
      kibibytes = 0;
    }
  }
}
