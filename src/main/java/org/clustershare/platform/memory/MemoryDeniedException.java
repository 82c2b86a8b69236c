package org.clustershare.platform.memory;

/** An answer is not read to its end, because it would take more memory than it may. */
public final class MemoryDeniedException extends RuntimeException {
  private final boolean busy;
  private final long limit;

  MemoryDeniedException(boolean busy, long most) {
    super(busy ? "the memory budget is used up" : "more than %d bytes".formatted(most));
    this.busy = busy;
    this.limit = most;
  }

  /** Whether other answers take the memory just now; if not, this answer is too large by itself. */
  public boolean busy() {
    return busy;
  }

  /** The largest size that one answer may have in memory, in bytes. */
  public long limit() {
    return limit;
  }
}
