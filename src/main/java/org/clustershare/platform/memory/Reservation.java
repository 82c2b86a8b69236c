package org.clustershare.platform.memory;

/**
 * Memory of one response. The reader is its first holder; other users of the response join. When
 * the last holder leaves, the memory is released.
 */
public final class Reservation {
  /** Bytes that are reserved or released in one step, so that readers rarely access the budget. */
  private static final long STEP = 64 << 10;

  /** The step for responses that are charged from their first byte, of which many are small. */
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
   * Reserves more memory, in bytes.
   *
   * @throws MemoryDeniedException if the response is too large or the budget is used up
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

  /** Releases memory that is no longer needed, in bytes. */
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
   * Charges this response to the budget from its first byte.
   *
   * @throws MemoryDeniedException if the budget is used up; nothing changes then
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

  /** The reserved memory, in bytes. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Adds a holder of the response. */
  synchronized void retain() {
    if (holders == 0) {
      // All other holders have left; the memory must be reserved again.
      int needed = needed(bytes);
      budget.take(needed);
      kibibytes = needed;
    }
    holders++;
  }

  /** Removes a holder; after the last one the memory is released. */
  public synchronized void release() {
    holders--;
    if (holders == 0) {
      budget.release(kibibytes);
      kibibytes = 0;
    }
  }
}
