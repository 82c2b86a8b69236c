package org.clustershare.platform.memory;

/**
 * A response that is not read to its end, because it would exceed its memory limit or the budget.
 */
public final class MemoryDeniedException extends RuntimeException {
  private final boolean busy;
  private final long limit;

  MemoryDeniedException(boolean busy, long limit) {
    super(busy ? "the memory budget is used up" : "more than %d bytes".formatted(limit));
    this.busy = busy;
    this.limit = limit;
  }

  /**
   * Whether other responses use the memory at the moment; otherwise this response is too large by
   * itself.
   */
  public boolean busy() {
    return busy;
  }

  /** The limit for one response, in bytes. */
  public long limit() {
    return limit;
  }
}
